using System.Collections.Immutable;
using McpProxy.Configuration;

namespace McpProxy.Tools.Resources;

/// <summary>What a client sees of a resource or resource template, ready to be written.</summary>
internal sealed class ResourceDefinition
{
    public required string Name { get; init; }

    /// <summary>The URI, or the URI template.</summary>
    public required string Uri { get; init; }

    public required bool IsTemplate { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? MimeType { get; init; }

    /// <summary>Bytes; null when not known.</summary>
    public long? Size { get; init; }

    public ResourceAnnotationsConfig? Annotations { get; init; }

    public ImmutableArray<IconConfig> Icons { get; init; } = [];
}
