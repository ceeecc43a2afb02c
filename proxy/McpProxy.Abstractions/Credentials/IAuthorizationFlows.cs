namespace McpProxy.Credentials;

/// <summary>Finds authorization flows. A singleton.</summary>
public interface IAuthorizationFlows
{
    /// <summary>The flow of a provider of the configuration in force.</summary>
    /// <param name="provider">Name of the section below <c>McpProxy:OAuth</c>.</param>
    /// <returns>The flow; null when there is no such provider.</returns>
    IAuthorizationFlow? Find(string provider);
}
