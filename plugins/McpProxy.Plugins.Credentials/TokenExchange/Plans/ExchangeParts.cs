namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>What a result depends on beside the caller and the subject; it is part of the result's key.</summary>
[Flags]
internal enum ExchangeParts
{
    None = 0,
    Identity = 1,
    Region = 2,
    Profile = 4,
}
