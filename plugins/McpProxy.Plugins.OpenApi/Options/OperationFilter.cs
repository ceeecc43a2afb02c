namespace McpProxy.Plugins.OpenApi.Options;

/// <summary>Conditions on an operation; all that are given must hold. In patterns <c>*</c> stands for any characters; case does not matter.</summary>
public sealed record OperationFilter
{
    /// <summary>Patterns for its <c>operationId</c>. Default any.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Patterns for its tags, one of which must match. Default any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>HTTP methods. Default any.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Patterns for its path as the document has it. Default any.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether it must be deprecated, or must not be. Default either.</summary>
    public bool? Deprecated { get; init; }
}
