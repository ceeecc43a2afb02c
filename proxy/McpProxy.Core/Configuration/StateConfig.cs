namespace McpProxy.Configuration;

/// <summary>What outlives a request.</summary>
public sealed record StateConfig
{
    /// <summary>
    /// Keys that encrypt what is kept at rest and what clients carry, each of 32 characters or more. The first one encrypts,
    /// all of them decrypt: to change the key, put the new one first and remove the old one when nothing sealed with it is
    /// left. Read once, at the start. Default: a key of this process, so nothing sealed survives it.
    /// </summary>
    public IReadOnlyList<Secret> Keys { get; init; } = [];
}
