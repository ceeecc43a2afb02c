using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Signatures;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>Keys that issuers publish (RFC 7517). They are fetched anew every hour, and when a token names one that is not among them.</summary>
internal sealed class JwtKeys(ExchangePlan plan, ExchangeErrors errors, ExchangeRequests requests, TimeProvider time)
{
    private const int MaxSets = 100;

    private static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly BoundedCache<string, Slot<JwtKeySet>> _sets = new(MaxSets, time);

    /// <summary>Keys that may have signed a token; empty when there is none.</summary>
    /// <exception cref="ProxyErrorException">They could not be fetched.</exception>
    public async ValueTask<IReadOnlyList<SigningKey>> FindAsync(StepPlan step, Evaluation evaluation, string? id, SignatureAlgorithm algorithm)
    {
        var request = step.Jwt!.Jwks!;
        var url = request.Url.Render(evaluation, evaluation.Inputs.Region).AbsoluteUri;
        var slot = _sets.GetOrAdd(url, () => new Slot<JwtKeySet>(time, plan.Cache.RefusedFor));
        var set = await slot.GetAsync(() => FetchAsync(request, evaluation), fresh: false, CancellationToken.None);
        if (set.Find(id, algorithm) is { Count: > 0 } found)
        {
            return found;
        }

        // Made-up key ids must not make us fetch all the time.
        if (time.GetUtcNow() - set.ObtainedAt >= plan.Cache.RefusedFor)
        {
            set = await slot.GetAsync(() => FetchAsync(request, evaluation), fresh: true, CancellationToken.None);
        }

        return set.Find(id, algorithm);
    }

    private async Task<JwtKeySet> FetchAsync(RequestPlan request, Evaluation evaluation)
    {
        var answer = await requests.SendAsync(request, evaluation);
        if (answer.Status is < 200 or >= 300)
        {
            throw errors.Refused("Token exchange failed", request.Name, answer, isCallers: false);
        }

        return new JwtKeySet(Read(answer.Json, request))
        {
            ObtainedAt = time.GetUtcNow(),
            RefreshAt = time.GetUtcNow() + RefreshAfter,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        };
    }

    private IReadOnlyList<SigningKey> Read(JsonElement set, RequestPlan request)
    {
        try
        {
            return JsonWebKeys.Read(set);
        }
        catch (JsonException)
        {
            throw errors.ValueNotInAnswer("Token exchange failed", request.Name, "keys");
        }
    }
}
