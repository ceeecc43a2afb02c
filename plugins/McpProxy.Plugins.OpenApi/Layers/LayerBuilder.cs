using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Operations;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Collects the tools of a document and writes the layer: their routes, the clusters that nobody has configured, and themselves.</summary>
/// <param name="import">The name of the import.</param>
/// <param name="options">Its options.</param>
/// <param name="document">The document.</param>
/// <param name="server">Where it is served.</param>
/// <param name="canNegotiate">Whether routes can negotiate media types.</param>
internal sealed class LayerBuilder(string import, OpenApiOptions options, ApiDocument document, ServerPlace server, bool canNegotiate)
{
    private readonly bool _negotiates = canNegotiate && options.Route is null;
    private readonly List<(string Name, ToolDraft Draft, string? Cluster, JsonElement? Over)> _tools = [];
    private readonly SortedDictionary<string, string> _clusters = new(StringComparer.Ordinal);

    /// <summary>The cluster an operation is sent to; null when it runs through the operator's route.</summary>
    /// <exception cref="UnmappableException">It is served somewhere else.</exception>
    public string? ClusterOf(ToolDraft draft)
    {
        var origin = draft.Server.Origin;
        if (options.Cluster is not null || options.Route is not null)
        {
            return origin is null || server.Origin is null || origin == server.Origin
                ? options.Cluster
                : throw new UnmappableException($"It is served by {origin} and not by {server.Origin}, as the rest of the document is.");
        }

        if (origin is null)
        {
            throw new UnmappableException("Its document names no server; set Cluster.");
        }

        if (!document.IsFile && new Uri(document.Location).GetLeftPart(UriPartial.Authority) != origin)
        {
            throw new UnmappableException($"Its document comes from the network and may not choose the server {origin}; set Cluster.");
        }

        return NameOf(origin);
    }

    public void Add(string name, ToolDraft draft, string? cluster, JsonElement? over)
    {
        if (options.Cluster is null && cluster is not null)
        {
            _clusters[cluster] = draft.Server.Origin!;
        }

        _tools.Add((name, draft, cluster, over));
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (options.Route is null)
        {
            writer.WriteStartObject("ReverseProxy"u8);
            WriteRoutes(writer);
            WriteClusters(writer);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("Mcp"u8);
        writer.WriteStartObject("Tools"u8);
        foreach (var (name, draft, _, over) in _tools)
        {
            writer.WritePropertyName(name);
            WriteTool(writer, draft, options.Route ?? name, over);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteRoutes(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("Routes"u8);
        foreach (var (name, draft, cluster, _) in _tools)
        {
            writer.WritePropertyName(name);
            RouteWriter.Write(writer, draft, cluster!, options.PathPrefix, options.RouteTemplate, _negotiates);
        }

        writer.WriteEndObject();
    }

    private void WriteClusters(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("Clusters"u8);
        foreach (var (name, origin) in _clusters)
        {
            writer.WriteStartObject(name);
            writer.WriteStartObject("Destinations"u8);
            writer.WriteStartObject("default"u8);
            writer.WriteString("Address"u8, origin + "/");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>What the template of all tools says lies over the document, and what is said of the operation over both.</summary>
    private void WriteTool(Utf8JsonWriter writer, ToolDraft draft, string route, JsonElement? over)
    {
        if (options.ToolTemplate is null && over is null)
        {
            ToolWriter.Write(writer, draft, route, options.PathPrefix, _negotiates);
            return;
        }

        var ruled = Overridden.Strip(Overridden.Strip(draft, options.ToolTemplate), over);
        var tool = DocumentCompiler.Parse(w => ToolWriter.Write(w, ruled, route, options.PathPrefix, _negotiates));
        var merged = DocumentCompiler.Parse(w => JsonMerge.Write(w, tool, options.ToolTemplate));
        JsonMerge.Write(writer, merged, over);
    }

    /// <summary>The first server is called as the import is; others by their hosts too.</summary>
    private string NameOf(string origin) => origin == server.Origin ? import : $"{import}-{new Uri(origin).Authority.Replace(':', '-')}";
}
