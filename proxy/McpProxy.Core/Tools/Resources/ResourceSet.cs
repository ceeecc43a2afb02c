using System.Collections.Frozen;
using System.Collections.Immutable;
using McpProxy.Tools.Resources.Templates;

namespace McpProxy.Tools.Resources;

/// <summary>The resources behind one MCP endpoint, found by URI: those with exactly this one first, then the templates, the most specific first.</summary>
internal sealed class ResourceSet
{
    /// <summary>Longest URI that is looked at, in characters.</summary>
    public const int MaxUriLength = 8 * 1024;

    private readonly FrozenDictionary<string, ResourceBinding> _byUri;
    private readonly ResourceBinding[] _bySpecificity;

    public ResourceSet(IEnumerable<ResourceBinding> resources)
    {
        ImmutableArray<ResourceBinding> all = [.. resources.OrderBy(r => r.Name, StringComparer.Ordinal)];
        Resources = [.. all.Where(r => r.Matcher is null)];
        Templates = [.. all.Where(r => r.Matcher is not null)];
        _byUri = Resources.ToFrozenDictionary(r => r.Definition.Uri, StringComparer.Ordinal);
        // More fixed text first, then values that end sooner, then fewer of them; the order by name stays among equals.
        _bySpecificity = [.. Templates
            .OrderByDescending(t => t.Template.Parts.Sum(p => p.Literal.Length))
            .ThenBy(t => t.Template.Parts.Count(p => !p.IsLiteral && p.Operator == UriOperator.Reserved))
            .ThenBy(t => t.Template.Variables.Length)];
        CanSubscribe = all.Any(r => r.IsWatched);
    }

    public static ResourceSet Empty { get; } = new([]);

    /// <summary>Those with a URI of their own, in ordinal order of their names.</summary>
    public ImmutableArray<ResourceBinding> Resources { get; }

    /// <summary>Those with a URI template, in ordinal order of their names.</summary>
    public ImmutableArray<ResourceBinding> Templates { get; }

    /// <summary>Resources and templates together.</summary>
    public int Count => Resources.Length + Templates.Length;

    public bool IsEmpty => Resources.IsEmpty && Templates.IsEmpty;

    /// <summary>Whether clients can subscribe to any of them.</summary>
    public bool CanSubscribe { get; }

    /// <summary>Finds a template as clients name one: by itself, or by a URI that fits it.</summary>
    public ResourceBinding? FindTemplate(string uri) =>
        Templates.FirstOrDefault(t => t.Definition.Uri == uri) ?? (Find(uri) is { Resource.Matcher: not null } match ? match.Resource : null);

    /// <summary>Finds the resource of a URI; null when there is none.</summary>
    public ResourceMatch? Find(string uri)
    {
        if (uri.Length > MaxUriLength)
        {
            return null;
        }

        if (_byUri.TryGetValue(uri, out var resource))
        {
            return new ResourceMatch(resource, uri, default);
        }

        foreach (var template in _bySpecificity)
        {
            if (template.Matcher?.Match(uri) is { } arguments)
            {
                return new ResourceMatch(template, uri, arguments);
            }
        }

        return null;
    }
}
