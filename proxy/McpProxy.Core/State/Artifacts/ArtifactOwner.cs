using McpProxy.Mcp.Sessions;

namespace McpProxy.State.Artifacts;

/// <summary>Whose an artifact is, by the rules by which sessions are their callers'.</summary>
/// <param name="Key">Tenant, scheme and principal; empty for an anonymous caller, whose artifacts are known by their id alone.</param>
internal readonly record struct ArtifactOwner(string Key)
{
    /// <summary>Whose bounds artifacts count for: callers that have not proved themselves have one share together.</summary>
    public string Share => PrincipalKey.ShareOf(Key);

    public static ArtifactOwner Of(ExchangeCaller caller) => new(PrincipalKey.Of(caller));
}
