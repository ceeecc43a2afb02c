namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>What a refusal of a token server means.</summary>
internal enum RefusalKind
{
    /// <summary>The code or refresh token is not good, and never will be again.</summary>
    Grant,

    /// <summary>The provider does not accept this proxy, or its request: a mistake in the configuration.</summary>
    Client,

    /// <summary>The provider has trouble of its own; the same request may succeed later.</summary>
    Temporary,
}
