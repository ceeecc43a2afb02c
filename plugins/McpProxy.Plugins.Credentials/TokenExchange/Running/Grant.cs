using McpProxy.Plugins.Credentials.TokenExchange.Caching;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Everything that an exchange is given: one lookup on the way of a call. Immutable.</summary>
internal sealed class Grant : CacheEntry
{
    private readonly UsedResult[] _used;

    public Grant(TokenExchanger owner, Subject subject, IReadOnlyList<UsedResult> used)
    {
        Owner = owner;
        LogName = subject.LogName;
        Fingerprint = subject.IsCallers ? subject.Fingerprint : null;
        _used = [.. used];
    }

    public TokenExchanger Owner { get; }

    /// <summary>Whose it is, for logs.</summary>
    public string LogName { get; }

    /// <summary><see cref="ProxyExchange.CredentialFingerprint"/> of exchanges with it; null when the credential is not the caller's.</summary>
    public string? Fingerprint { get; }

    public IReadOnlyList<UsedResult> Used => _used;

    public required KeyValuePair<string, string>[] Items { get; init; }

    public string? Identity { get; init; }

    public string? Profile { get; init; }

    public string? Region { get; init; }

    public ContextSource RegionSource { get; init; } = ContextSource.Identity;

    /// <summary>When to put it together anew.</summary>
    public required DateTimeOffset CheckAt { get; init; }

    public override bool IsExpendable(DateTimeOffset now) => !IsGood(now);

    public bool IsGood(DateTimeOffset now)
    {
        if (now >= CheckAt)
        {
            return false;
        }

        foreach (ref readonly var used in _used.AsSpan())
        {
            if (used.Result.IsDropped)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives everything to an exchange.</summary>
    public void ApplyTo(ProxyExchange exchange)
    {
        if (Fingerprint is not null)
        {
            exchange.CredentialFingerprint = Fingerprint;
        }

        foreach (ref readonly var item in Items.AsSpan())
        {
            exchange.SetItem(item.Key, item.Value);
        }

        if (Identity is not null)
        {
            exchange.OfferIdentity(Identity);
        }

        if (Region is not null)
        {
            exchange.Offer(ContextValue.Region, Region, RegionSource);
        }

        if (Profile is not null)
        {
            exchange.Offer(ContextValue.Profile, Profile, ContextSource.Identity);
        }
    }
}
