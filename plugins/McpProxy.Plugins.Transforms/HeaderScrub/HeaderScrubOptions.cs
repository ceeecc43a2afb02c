namespace McpProxy.Plugins.Transforms.HeaderScrub;

/// <summary>
/// Headers removed from the request before it goes upstream, whoever set them: the caller or an earlier transform.
/// Section <c>McpProxy:HeaderScrub:{name}</c>. List this transform before those that set headers.
/// </summary>
public sealed record HeaderScrubOptions
{
    /// <summary>Header names, whatever their case. Default none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Parts of header names, whatever their case: <c>amazon-ads</c> removes every header that has it anywhere in its name. Default none.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];
}
