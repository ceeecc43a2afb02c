using System.Collections.Frozen;
using McpProxy.Completions;
using McpProxy.Tools.Resources.Templates;

namespace McpProxy.Tools.Resources;

/// <summary>A resource or resource template compiled from its configuration. Immutable after publication.</summary>
internal sealed class ResourceBinding
{
    public required ResourceDefinition Definition { get; init; }

    public string Name => Definition.Name;

    /// <summary>The parsed URI or URI template.</summary>
    public required UriTemplate Template { get; init; }

    /// <summary>Finds the arguments in a URI; null for a resource whose URI has no variables.</summary>
    public UriTemplateMatcher? Matcher { get; init; }

    /// <summary>The request that reads it.</summary>
    public required ToolBinding Call { get; init; }

    /// <summary>What is proposed for variables of the URI, by name.</summary>
    public FrozenDictionary<string, CompletionBinding> Completions { get; init; } = FrozenDictionary<string, CompletionBinding>.Empty;

    /// <summary>Every request that it can send down the corridor, completions included.</summary>
    public IEnumerable<ToolBinding> Calls => Completions.Values.Select(c => c.Call).OfType<ToolBinding>().Prepend(Call);

    /// <summary>Whether who asks decides on the content: the route demands authorization, or headers of the caller go upstream.</summary>
    public required bool DependsOnCaller { get; init; }

    /// <summary>Time between polls for changes while somebody subscribes; null for none.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>Whether the upstream's webhook tells of changes.</summary>
    public bool HasWebhook { get; init; }

    /// <summary>Whether clients can subscribe to it.</summary>
    public bool IsWatched => HasWebhook || PollInterval is not null;
}
