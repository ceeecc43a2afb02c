namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>What was strange in one sidecar. The same in many rules is said once.</summary>
/// <param name="file">The file, as operators know it.</param>
internal sealed class SidecarNotes(string file)
{
    private const int MostNotes = 20;
    private const int MostNames = 3;

    private readonly List<(string Text, List<string> Names)> _notes = [];

    /// <summary>Notes something.</summary>
    /// <param name="text">What, without a dot at its end.</param>
    /// <param name="name">Where: the operation, or what the rule says of it.</param>
    public void Add(string text, string name)
    {
        var known = _notes.Find(n => n.Text == text);
        if (known.Text is null)
        {
            known = (text, []);
            _notes.Add(known);
        }

        if (!known.Names.Contains(Excerpt.Of(name)))
        {
            known.Names.Add(Excerpt.Of(name));
        }
    }

    /// <summary>All of it as one warning; null for none.</summary>
    public string? ToWarning()
    {
        if (_notes.Count == 0)
        {
            return null;
        }

        var notes = _notes.Take(MostNotes).Select(n => $"{n.Text} ({Names(n.Names)})");
        var more = _notes.Count > MostNotes ? $"; and {_notes.Count - MostNotes} more" : "";
        return $"{file}: {string.Join("; ", notes)}{more}.";
    }

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
