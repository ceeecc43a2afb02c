namespace McpProxy.Configuration;

/// <summary>How the configuration stands: what is live, and what became of the last attempt to change it.</summary>
/// <param name="Revision">The live revision; 0 before the first.</param>
/// <param name="LoadedAt">When it went live.</param>
/// <param name="LastAttemptAt">When a load was last attempted.</param>
/// <param name="Errors">The mistakes of that attempt; empty when it succeeded.</param>
internal sealed record ConfigStatus(long Revision, DateTimeOffset LoadedAt, DateTimeOffset LastAttemptAt, IReadOnlyList<ConfigError> Errors)
{
    public static ConfigStatus None { get; } = new(0, DateTimeOffset.MinValue, DateTimeOffset.MinValue, []);

    /// <summary>Whether what is live is what was written last.</summary>
    public bool IsUpToDate => Revision > 0 && Errors.Count == 0;
}
