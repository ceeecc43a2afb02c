namespace McpProxy.Plugins.Credentials.OAuth.Options;

/// <summary>How the proxy authenticates itself at the token endpoint (RFC 6749, section 2.3.1).</summary>
public enum ClientAuthentication
{
    /// <summary>By <c>client_id</c> and <c>client_secret</c> in the form.</summary>
    Body,

    /// <summary>By an <c>Authorization: Basic</c> header.</summary>
    Basic,
}
