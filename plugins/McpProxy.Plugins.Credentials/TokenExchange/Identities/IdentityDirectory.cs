using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Running;

namespace McpProxy.Plugins.Credentials.TokenExchange.Identities;

/// <summary>Knows the identities of each credential, and which of them counts.</summary>
internal sealed class IdentityDirectory(TokenExchanger exchanger, IdentitiesPlan plan, IdentityLister lister, TimeProvider time)
{
    private readonly BoundedCache<StepKey, Slot<IdentityList>> _lists = new(exchanger.Plan.Cache.MaxEntries, time);

    /// <summary>The identities of a credential.</summary>
    /// <exception cref="ProxyErrorException">They cannot be had.</exception>
    public ValueTask<IdentityList> GetAsync(ExchangeInputs inputs, bool fresh, CancellationToken cancellationToken)
    {
        var slot = _lists.GetOrAdd(inputs.KeyOfIdentities(), () => new Slot<IdentityList>(time, exchanger.Plan.Cache.RefusedFor));
        return slot.GetAsync(() => lister.ListAsync(inputs), fresh, cancellationToken);
    }

    /// <summary>The identity that counts, and when the list it was chosen from is due.</summary>
    /// <param name="inputs">Whose.</param>
    /// <param name="wanted">The one that the caller wants; null when it said nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProxyErrorException">There is no such identity, or none at all, or one must be chosen.</exception>
    public async ValueTask<(KnownIdentity Identity, DateTimeOffset RefreshAt)> ChooseAsync(ExchangeInputs inputs, string? wanted, CancellationToken cancellationToken)
    {
        var list = await GetAsync(inputs, fresh: false, cancellationToken);
        if (wanted is not null && list.Find(wanted) is null && time.GetUtcNow() - list.ObtainedAt >= exchanger.Plan.Cache.RefusedFor)
        {
            // It may be newer than the list.
            list = await GetAsync(inputs, fresh: true, cancellationToken);
        }

        return (wanted is null ? Default(list) : list.Find(wanted) ?? throw ExchangeErrors.IdentityNotFound(), list.RefreshAt);
    }

    public void Forget(string fingerprint) => _lists.RemoveWhere(k => k.Fingerprint == fingerprint);

    private KnownIdentity Default(IdentityList list)
    {
        if (list.First is not { } first)
        {
            throw ExchangeErrors.NoIdentity();
        }

        if (list.Find(plan.Default) is { } configured)
        {
            return configured;
        }

        return plan.Otherwise == IdentityDefault.First || (plan.Otherwise == IdentityDefault.Only && list.Count == 1)
            ? first
            : throw ExchangeErrors.IdentityNotChosen();
    }
}
