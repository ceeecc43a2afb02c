using System.Collections.Immutable;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Surface;

/// <summary>The entries of <c>resources/list</c> or <c>resources/templates/list</c>.</summary>
internal sealed class ResourceListSource : IListSource
{
    private readonly ImmutableArray<ResourceBinding> _resources;
    private readonly bool _areTemplates;

    private ResourceListSource(ImmutableArray<ResourceBinding> resources, bool areTemplates)
    {
        _resources = resources;
        _areTemplates = areTemplates;
    }

    public ReadOnlySpan<byte> Member => _areTemplates ? "resourceTemplates"u8 : "resources"u8;

    public int Count => _resources.Length;

    public static ResourceListSource Resources(ResourceSet resources) => new(resources.Resources, areTemplates: false);

    public static ResourceListSource Templates(ResourceSet resources) => new(resources.Templates, areTemplates: true);

    public string Name(int index) => _resources[index].Name;

    public void Write(Utf8JsonWriter writer, int index, ProtocolRevision revision) => ResourceWriter.Write(writer, _resources[index].Definition, revision);
}
