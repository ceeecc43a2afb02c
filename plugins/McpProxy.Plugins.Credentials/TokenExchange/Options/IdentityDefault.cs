namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>The identity of a caller that chose none.</summary>
public enum IdentityDefault
{
    /// <summary>The first of the list.</summary>
    First,

    /// <summary>The only one; of several the caller must choose.</summary>
    Only,

    /// <summary>None: the caller must choose.</summary>
    None,
}
