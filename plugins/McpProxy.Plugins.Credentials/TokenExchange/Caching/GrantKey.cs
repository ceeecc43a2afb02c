using McpProxy.Credentials;

namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>
/// What a whole grant was made for. The caller's parts are apart, and its credential is a value, so that no text has to be made to
/// look one up; parts on which the exchange does not depend are null.
/// </summary>
internal readonly record struct GrantKey(string Tenant, string Scheme, string Principal, CredentialDigest Credential, string? Identity, bool IdentityIsChosen, string? Region, bool RegionIsChosen, string? Profile)
{
    /// <summary>Of what tells grants apart in most caches; the rest is compared.</summary>
    public override int GetHashCode() => (Credential == default ? HashOf(Principal) : Credential.GetHashCode()) ^ (HashOf(Identity) * 3) ^ (HashOf(Profile) * 5);

    private static int HashOf(string? text) => text is null ? 0 : text.GetHashCode(StringComparison.Ordinal);
}
