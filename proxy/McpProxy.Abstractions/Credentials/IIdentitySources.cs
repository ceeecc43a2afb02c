namespace McpProxy.Credentials;

/// <summary>Finds identity sources. A singleton.</summary>
public interface IIdentitySources
{
    /// <summary>The source of a token exchange of the configuration in force.</summary>
    /// <param name="tokenExchange">Name of the section below <c>McpProxy:TokenExchange</c>.</param>
    /// <returns>The source; null when there is no such exchange, or when it knows no identities.</returns>
    IIdentitySource? Find(string tokenExchange);
}
