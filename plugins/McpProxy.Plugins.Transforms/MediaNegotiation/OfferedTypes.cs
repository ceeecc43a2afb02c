namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>The media types that an upstream offers for a request, and which of them to ask for. Immutable.</summary>
internal sealed class OfferedTypes
{
    private readonly string[] _types;

    /// <summary>The newest of the one vendored JSON there is, or the first vendored type when none is JSON; null when neither is clear.</summary>
    private readonly string? _best;

    /// <summary>What to ask for when anything would do; null for a list that belongs to no request.</summary>
    private readonly string? _first;

    /// <param name="types">In the order of the registry.</param>
    /// <param name="ofThisRequest">Whether they are known to be this request's.</param>
    public OfferedTypes(IEnumerable<string> types, bool ofThisRequest = true)
    {
        _types = [.. types];
        _best = BestJson(_types, out var isMixed) ?? (ofThisRequest && !isMixed ? Array.Find(_types, t => MediaTypeName.IsVendored(t)) : null);
        _first = ofThisRequest ? _types.FirstOrDefault() : null;
    }

    public static OfferedTypes None { get; } = new([]);

    /// <summary>Chooses the <c>Accept</c> of a request. Allocates nothing.</summary>
    /// <param name="accept">What the caller sent; empty for nothing.</param>
    /// <param name="preferred">What is wanted most, best first; empty for nothing.</param>
    /// <returns>The type to ask for; null leaves what the caller sent.</returns>
    public string? Choose(ReadOnlySpan<char> accept, ReadOnlySpan<string> preferred)
    {
        if (MediaTypeName.IsVendored(accept))
        {
            return null;
        }

        foreach (var type in preferred)
        {
            if (MediaTypeName.IsVendored(type) && Offers(type))
            {
                return type;
            }
        }

        return _best
            ?? (_first is not null && MediaTypeName.IsOpen(accept) ? _first : null)
            ?? (preferred.Length > 0 ? preferred[0] : null);
    }

    private bool Offers(string type)
    {
        foreach (var offered in _types)
        {
            if (offered.Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="types">All types.</param>
    /// <param name="isMixed">Whether they are different things, not versions of one: then only the caller can choose.</param>
    private static string? BestJson(string[] types, out bool isMixed)
    {
        isMixed = false;
        var best = (Type: (string?)null, Version: default(VendoredJson));
        foreach (var type in types)
        {
            if (!VendoredJson.TryParse(type, out var version))
            {
                continue;
            }

            isMixed |= best.Type is not null && best.Version.Base != version.Base;
            if (best.Type is null || version.IsNewerThan(best.Version))
            {
                best = (type, version);
            }
        }

        return isMixed ? null : best.Type;
    }
}
