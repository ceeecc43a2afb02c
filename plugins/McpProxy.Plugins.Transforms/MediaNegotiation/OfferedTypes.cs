namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>The media types that an upstream offers for a request, and which of them to ask for. Immutable.</summary>
internal sealed class OfferedTypes
{
    /// <summary>As they are asked for.</summary>
    private readonly string[] _types;

    /// <summary>The same without parameters.</summary>
    private readonly string[] _names;

    /// <summary>The newest of the one vendored JSON there is; null when there is none, or several that are different things.</summary>
    private readonly string? _newest;

    private readonly string? _json;

    /// <summary>The first vendored type where none is JSON.</summary>
    private readonly string? _vendored;

    /// <summary>What to ask for when anything would do.</summary>
    private readonly string? _first;

    /// <param name="types">In the order of preference when nothing else decides. <c>*/*</c> among them says that there may be others, so that only the newest of one vendored JSON is clear.</param>
    public OfferedTypes(IEnumerable<string> types)
    {
        var all = types.ToList();
        _types = [.. all.Where(t => t != MediaTypeName.Any)];
        _names = [.. _types.Select(t => MediaTypeName.Of(t).ToString())];
        _newest = Newest(out var isMixed);
        _json = TypeOf(MediaTypeName.Json);
        if (_types.Length == all.Count)
        {
            var vendored = isMixed ? -1 : Array.FindIndex(_names, n => MediaTypeName.IsVendored(n));
            _vendored = vendored < 0 ? null : _types[vendored];
            _first = _types.FirstOrDefault();
        }
    }

    /// <summary>Chooses the <c>Accept</c> of a request. Allocates nothing.</summary>
    /// <param name="accept">What the caller sent; empty for nothing.</param>
    /// <param name="preferred">What is wanted most, best first; empty for nothing.</param>
    /// <returns>The type to ask for; null leaves what the caller sent.</returns>
    public string? Choose(ReadOnlySpan<char> accept, ReadOnlySpan<string> preferred)
    {
        if (HasChosen(accept, out var takesAnything, out var takesJson))
        {
            return null;
        }

        foreach (var type in preferred)
        {
            if (MediaTypeName.IsVendored(type) && TypeOf(type) is not null)
            {
                return type;
            }
        }

        if (_newest is not null)
        {
            return _newest;
        }

        if (takesJson && _json is not null)
        {
            return takesAnything ? _json : null;
        }

        return _vendored
            ?? (takesAnything ? _first : null)
            ?? (preferred.Length > 0 ? preferred[0] : null);
    }

    /// <summary>Whether anything would do: no <c>Accept</c>, or <c>*/*</c> in it.</summary>
    public static bool IsOpen(ReadOnlySpan<char> accept)
    {
        var isEmpty = true;
        var reader = new AcceptReader(accept);
        while (reader.Read())
        {
            isEmpty = false;
            if (reader.Type is MediaTypeName.Any && !reader.IsUnwanted)
            {
                return true;
            }
        }

        return isEmpty;
    }

    /// <summary>Whether a caller names a vendor's type, or another that is offered. Plain JSON is what clients ask for by themselves, and says nothing.</summary>
    private bool HasChosen(ReadOnlySpan<char> accept, out bool takesAnything, out bool takesJson)
    {
        takesAnything = takesJson = false;
        var isEmpty = true;
        var reader = new AcceptReader(accept);
        while (reader.Read())
        {
            isEmpty = false;
            if (reader.IsUnwanted)
            {
                continue;
            }

            if (reader.Type.Equals(MediaTypeName.Json, StringComparison.OrdinalIgnoreCase))
            {
                takesJson = true;
            }
            else if (reader.Type is MediaTypeName.Any)
            {
                takesAnything = true;
            }
            else if (MediaTypeName.IsVendored(reader.Type) || TypeOf(reader.Type) is not null)
            {
                return true;
            }
        }

        takesAnything |= isEmpty;
        return false;
    }

    private string? TypeOf(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.Equals(_names[i], StringComparison.OrdinalIgnoreCase))
            {
                return _types[i];
            }
        }

        return null;
    }

    /// <param name="isMixed">Whether they are different things, not versions of one: then only the caller can choose.</param>
    private string? Newest(out bool isMixed)
    {
        isMixed = false;
        var best = (Type: (string?)null, Version: default(VendoredJson));
        for (var i = 0; i < _names.Length; i++)
        {
            if (!VendoredJson.TryParse(_names[i], out var version))
            {
                continue;
            }

            isMixed |= best.Type is not null && best.Version.Base != version.Base;
            if (best.Type is null || version.IsNewerThan(best.Version))
            {
                best = (_types[i], version);
            }
        }

        return isMixed ? null : best.Type;
    }
}
