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

    /// <summary>Whether who asks decides on the content: the route demands authorization, or headers of the caller go upstream.</summary>
    public required bool DependsOnCaller { get; init; }

    /// <summary>Time between polls for changes while somebody subscribes; null for none.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>Whether the upstream's webhook tells of changes.</summary>
    public bool HasWebhook { get; init; }

    /// <summary>Whether clients can subscribe to it.</summary>
    public bool IsWatched => HasWebhook || PollInterval is not null;
}
