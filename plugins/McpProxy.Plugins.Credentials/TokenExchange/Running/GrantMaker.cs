using McpProxy.Plugins.Credentials.TokenExchange.Identities;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Puts a grant together: chooses the identity, runs the steps whose values are needed, renders what exchanges are given.</summary>
internal sealed class GrantMaker(TokenExchanger exchanger, IdentityDirectory? identities, TimeProvider time)
{
    /// <summary>While a step is being renewed its old result counts; then the grant is put together anew at most this often.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    /// <exception cref="ProxyErrorException">The identity is not one of the caller's, or a step failed.</exception>
    public async ValueTask<Grant> MakeAsync(ExchangeInputs inputs, ProxyExchange exchange, CancellationToken cancellationToken)
    {
        var plan = exchanger.Plan;
        DateTimeOffset? listed = null;
        if (identities is not null)
        {
            var (identity, refreshAt) = await identities.ChooseAsync(inputs, exchange.Identity, exchange.HasChosenIdentity(), cancellationToken);
            listed = refreshAt;
            exchange.OfferIdentity(identity.Public.Id);
            inputs = inputs with { Identity = identity, Region = RegionOf(identity, exchange), Profile = exchange.Profile };
        }

        var evaluation = new Evaluation(exchanger, inputs, cancellationToken);
        await evaluation.ResolveAsync(plan.Placeholders);
        var items = new List<KeyValuePair<string, string>>(plan.Items.Count);
        foreach (var (name, template) in plan.Items)
        {
            if (template.Render(evaluation) is { } value)
            {
                items.Add(new(name, value));
            }
        }

        return new Grant(exchanger, inputs.Subject, evaluation.Used)
        {
            Items = [.. items],
            Identity = inputs.Identity?.Public.Id,
            Profile = plan.Profile?.Render(evaluation),
            Region = (plan.Region?.Render(evaluation) ?? inputs.Identity?.Public.Region)?.ToLowerInvariant(),
            RegionSource = exchanger.BindsRegion ? ContextSource.Bound : ContextSource.Identity,
            CheckAt = CheckTime(evaluation, listed),
        };
    }

    /// <summary>The region that steps see: what the caller chose, unless the identity decides.</summary>
    private string? RegionOf(KnownIdentity identity, ProxyExchange exchange)
    {
        var own = identity.Public.Region?.ToLowerInvariant();
        return own is not null && (exchanger.BindsRegion || exchange.Region is null || exchange.RegionSource >= ContextSource.Identity) ? own : exchange.Region;
    }

    private DateTimeOffset CheckTime(Evaluation evaluation, DateTimeOffset? listed)
    {
        var now = time.GetUtcNow();
        var renewal = listed ?? DateTimeOffset.MaxValue;
        var end = DateTimeOffset.MaxValue;
        foreach (var used in evaluation.Used)
        {
            renewal = Earlier(renewal, used.Result.RefreshAt);
            end = Earlier(end, used.Result.ExpiresAt);
        }

        if (evaluation.IsIncomplete)
        {
            renewal = Earlier(renewal, now + exchanger.Plan.Cache.RefusedFor);
        }

        return Earlier(renewal > now + ShortestLife ? renewal : now + ShortestLife, end);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => other < one ? other : one;
}
