namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>What becomes of a call of a region that a server has no address for.</summary>
public enum UnservedRegion
{
    /// <summary>It fails with <c>unknown_region</c>, and nothing is sent: a credential goes to no other region than its own.</summary>
    Error,

    /// <summary>It uses <c>Url</c>.</summary>
    Default,
}
