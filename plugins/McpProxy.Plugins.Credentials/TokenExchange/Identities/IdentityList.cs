using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Caching;

namespace McpProxy.Plugins.Credentials.TokenExchange.Identities;

/// <summary>The identities of a credential, in the provider's order.</summary>
internal sealed class IdentityList(IReadOnlyList<KnownIdentity> identities) : ExchangeResult
{
    public IReadOnlyList<PartnerIdentity> Public { get; } = [.. identities.Select(i => i.Public)];

    public KnownIdentity? First => identities.Count > 0 ? identities[0] : null;

    public int Count => identities.Count;

    public KnownIdentity? Find(string? id) => id is null ? null : identities.FirstOrDefault(i => i.Public.Id == id);
}
