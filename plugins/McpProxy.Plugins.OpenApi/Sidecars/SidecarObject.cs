using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>An object in a sidecar, read leniently: what is not of the expected type is noted and counts as absent, and what nobody has asked for can be noted.</summary>
/// <param name="json">The object; anything else counts as one without members.</param>
/// <param name="where">What it belongs to.</param>
/// <param name="notes">Where notes go.</param>
internal sealed class SidecarObject(JsonElement json, string where, SidecarNotes notes)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public bool IsObject => json.ValueKind == JsonValueKind.Object;

    /// <summary>Another object of the same rule.</summary>
    public SidecarObject Of(JsonElement other) => new(other, where, notes);

    public void Note(string text) => notes.Add(text, where);

    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _asked.Add(name);
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public bool Is(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    public SidecarObject Inner(string name)
    {
        var inner = Find(name);
        if (inner is { ValueKind: not JsonValueKind.Object })
        {
            Note($"'{name}' is not an object");
        }

        return Of(inner ?? default);
    }

    public string? Text(string name)
    {
        var text = Find(name);
        if (text is { ValueKind: not JsonValueKind.String })
        {
            Note($"'{name}' is not a text");
            return null;
        }

        return text?.GetString();
    }

    public int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } number)
        {
            return null;
        }

        if (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value >= least && value <= most)
        {
            return value;
        }

        Note($"'{name}' is not a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A list of texts; one text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var item in Items(name, mayBeOne: true))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.GetString()!);
            }
            else
            {
                Note($"'{name}' is not a list of texts");
            }
        }

        return texts;
    }

    /// <summary>A list of lists of texts; a list of texts is a list of one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lists(string name)
    {
        var items = Items(name).ToList();
        return items.Count > 0 && items.TrueForAll(i => i.ValueKind == JsonValueKind.String)
            ? [Texts(name)]
            : [.. items.Select(i => i.ValueKind == JsonValueKind.Array ? [.. i.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)] : Array.Empty<string>())];
    }

    public IEnumerable<JsonElement> Items(string name, bool mayBeOne = false)
    {
        var items = Find(name);
        switch (items?.ValueKind)
        {
            case null:
                return [];
            case JsonValueKind.Array:
                return items.Value.EnumerateArray();
            case JsonValueKind.String when mayBeOne:
                return [items.Value];
            default:
                Note($"'{name}' is not a list");
                return [];
        }
    }

    public IEnumerable<(string Name, JsonElement Value)> Members() => IsObject ? json.EnumerateObject().Select(m => (m.Name, m.Value)) : [];

    /// <summary>Notes a member that means something, which is not done here.</summary>
    public void NoteUnsupported(string name, string path)
    {
        if (Has(name))
        {
            Note($"'{path}' is not supported");
        }
    }

    /// <summary>Notes members that nobody has asked for.</summary>
    /// <param name="path">What stands before their names.</param>
    public void NoteOthers(string path)
    {
        foreach (var (name, _) in Members().Where(m => !_asked.Contains(m.Name)))
        {
            Note($"'{path}{Excerpt.Of(name)}' is not known");
        }
    }

    /// <summary>A member that is not null.</summary>
    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return IsObject && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
