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
    /// <param name="wanted">The one that the caller or the configuration wants; null for none.</param>
    /// <param name="isChosen">Whether it is the caller that wants it, and no other will do.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProxyErrorException">There is no such identity, or none at all, or one must be chosen.</exception>
    public async ValueTask<(KnownIdentity Identity, DateTimeOffset RefreshAt)> ChooseAsync(ExchangeInputs inputs, string? wanted, bool isChosen, CancellationToken cancellationToken)
    {
        var list = await GetAsync(inputs, fresh: false, cancellationToken);
        if (isChosen && list.Find(wanted) is null && time.GetUtcNow() - list.ObtainedAt >= exchanger.Plan.Cache.RefusedFor)
        {
            // It may be newer than the list.
            list = await GetAsync(inputs, fresh: true, cancellationToken);
        }

        return (list.Find(wanted) ?? (isChosen ? throw ExchangeErrors.IdentityNotFound() : Default(list)), list.RefreshAt);
    }

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
