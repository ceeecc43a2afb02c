namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>Where the value of a name comes from.</summary>
internal enum ValueOrigin
{
    Constant,
    Subject,
    Tenant,
    Principal,
    Region,
    Profile,
    Identity,
    Step,

    /// <summary>The number of the page that is fetched.</summary>
    Page,

    /// <summary>What the page before said of the next one.</summary>
    Next,
}
