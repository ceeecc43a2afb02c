using McpProxy.Credentials;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>Identities of a credential, without a token server.</summary>
internal sealed class SomeIdentities : IIdentitySources, IIdentitySource
{
    public List<PartnerIdentity> All { get; } =
    [
        new("identity-1") { Type = "remote_identity", Name = "Test Identity 1", Region = "na" },
        new("identity-2") { Type = "remote_identity", Name = "Test Identity 2", Region = "eu" },
    ];

    public bool BindsRegion { get; set; }

    /// <summary>The token server of one identity, or of all (<c>*</c>), is away.</summary>
    public string? Down { get; set; }

    public int Refreshes { get; private set; }

    public static ProxyError Outage { get; } = new(ProxyErrorKind.UpstreamUnreachable, "token_endpoint_unreachable", "The token server could not be reached.");

    public IIdentitySource? Find(string tokenExchange) => tokenExchange == "some" ? this : null;

    public ValueTask<IReadOnlyList<PartnerIdentity>> ListAsync(HttpContext context, bool refresh = false)
    {
        Refreshes += refresh ? 1 : 0;
        return Down == "*" ? throw new ProxyErrorException(Outage) : new([.. All]);
    }

    /// <summary>What a token exchange does before a destination is chosen.</summary>
    public void Prepare(ProxyExchange exchange)
    {
        var identity = exchange.Identity is null ? All[0] : All.FirstOrDefault(i => i.Id == exchange.Identity)
            ?? throw new ProxyErrorException(new ProxyError(ProxyErrorKind.InvalidArguments, "identity_not_found", "There is no such identity."));
        if (Down is not null && (Down == "*" || Down == identity.Id))
        {
            throw new ProxyErrorException(Outage);
        }

        exchange.Offer(ContextValue.Identity, identity.Id, ContextSource.Identity);
        exchange.Offer(ContextValue.Region, identity.Region, BindsRegion ? ContextSource.Bound : ContextSource.Identity);
    }
}
