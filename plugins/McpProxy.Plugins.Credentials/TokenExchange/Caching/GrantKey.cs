namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>
/// What a whole grant was made for. The caller's parts are apart, so that no text has to be made to look one up; parts on which
/// the exchange does not depend are null.
/// </summary>
internal readonly record struct GrantKey(string Tenant, string Scheme, string Principal, string Fingerprint, string? Identity, bool IdentityIsChosen, string? Region, bool RegionIsChosen, string? Profile);
