using McpProxy.Configuration;

namespace McpProxy.Plugins.OpenApi.Packages;

/// <summary>Finds the documents that names stand for. A name is an alias or a package, the file name of a document, or a group; the first of these that it is.</summary>
/// <param name="packages">What the names mean.</param>
/// <param name="folder">The documents that there are.</param>
internal sealed class PackageResolver(PackageFile packages, DocumentFolder folder)
{
    private const int MostSuggestions = 3;
    private const int MostGroups = 20;

    private readonly HashSet<string> _chosen = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _entered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _listed = new();

    /// <summary>File names of the chosen documents, without extension, also of those that there are not.</summary>
    public IReadOnlySet<string> Chosen => _chosen;

    /// <summary>Documents that are not there, by the package that names them: those asked for by name, and others.</summary>
    public List<(string Package, string Document, bool ByName)> Missing { get; } = [];

    /// <summary>Names in groups and defaults that mean nothing: mistakes of the file, not of who chooses.</summary>
    public List<string> Dangling { get; } = [];

    /// <summary>Chooses what a name stands for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="byName">Whether somebody has asked for just this.</param>
    /// <returns>False when it means nothing.</returns>
    public bool TryChoose(string name, bool byName)
    {
        var means = TryTake(name, byName);
        ChooseListed();
        return means;
    }

    /// <summary>Chooses what the file itself lists.</summary>
    public void ChooseAll(IReadOnlyList<string> names)
    {
        List(names);
        ChooseListed();
    }

    /// <summary>What somebody may have meant by a name that means nothing.</summary>
    public string Suggest(string name)
    {
        List<string> known = [.. packages.Documents.Keys.Order(StringComparer.Ordinal), .. packages.Groups.Keys.Order(StringComparer.Ordinal), .. folder.Documents.Select(DocumentFolder.StemOf)];
        var near = new List<string>();
        while (near.Count < MostSuggestions && NearestName.Find(name, known) is { } nearest)
        {
            near.Add($"'{nearest}'");
            known.RemoveAll(k => Plain(k).Equals(Plain(nearest), StringComparison.OrdinalIgnoreCase));
        }

        if (near.Count > 0)
        {
            return $"Did you mean {string.Join(" or ", near)}?";
        }

        var names = packages.Groups.Keys.Order(StringComparer.Ordinal).Take(MostGroups).Select(g => Excerpt.Of(g));
        var groups = packages.Groups.Count == 0 ? "" : $"The groups are {string.Join(", ", names)}{(packages.Groups.Count > MostGroups ? ", …" : "")}; ";
        return $"{groups}{(packages.Documents.Count == 1 ? "1 package is" : $"{packages.Documents.Count} packages are")} in {PackageFile.Name}, and '*' stands for all documents.";
    }

    private void List(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            _listed.Enqueue(name);
        }
    }

    /// <summary>Groups in groups are taken one after the other: they may be nested deeper than a stack is.</summary>
    private void ChooseListed()
    {
        while (_listed.TryDequeue(out var name))
        {
            if (!TryTake(name, byName: false))
            {
                Dangling.Add(name);
            }
        }
    }

    private bool TryTake(string name, bool byName)
    {
        if (name == PackageList.Everything)
        {
            _chosen.UnionWith(folder.Documents.Select(DocumentFolder.StemOf));
            return true;
        }

        if (packages.Documents.TryGetValue(name, out var document) || folder.TryFind(name, out document) || packages.TryFindDocument(name, out document))
        {
            // An alias may lead to a package.
            Choose(name, packages.Documents.GetValueOrDefault(document) ?? document, byName);
            return true;
        }

        if (!packages.Groups.TryGetValue(name, out var members))
        {
            return false;
        }

        if (_entered.Add(name))
        {
            List(members);
        }

        return true;
    }

    /// <summary>A package and its document are often one word in two spellings.</summary>
    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private void Choose(string package, string document, bool byName)
    {
        var isNew = _chosen.Add(document);
        if (folder.TryFind(document, out _))
        {
            return;
        }

        if (byName)
        {
            Missing.RemoveAll(m => m.Document.Equals(document, StringComparison.OrdinalIgnoreCase) && !m.ByName);
        }

        if (byName || isNew)
        {
            Missing.Add((package, document, byName));
        }
    }
}
