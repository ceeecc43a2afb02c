namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>
/// Headers set on the request that goes upstream. Copies that the caller sent are removed first, always.
/// Section <c>McpProxy:HeaderInject:{name}</c>.
/// </summary>
public sealed record HeaderInjectOptions
{
    /// <summary>The headers by name. At least one.</summary>
    public IReadOnlyDictionary<string, InjectedHeaderOptions> Headers { get; init; } = new Dictionary<string, InjectedHeaderOptions>();
}
