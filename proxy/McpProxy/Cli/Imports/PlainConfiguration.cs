using System.Text.Json;
using McpProxy.Configuration.Imports;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Host.Cli.Imports;

/// <summary>The configuration that an import comes to, as a person would write it: the tools that are served, their routes and the clusters of these.</summary>
/// <param name="report">The import.</param>
/// <param name="routes">The routes as they are served; null for one that is not.</param>
/// <param name="cluster">The cluster that the command line names, with its address; null when the import makes its own.</param>
internal sealed class PlainConfiguration(ImportReport report, Func<string, RouteConfig?> routes, (string Name, Uri Address)? cluster)
{
    private readonly HashSet<string> _tools = report.Entries.Where(e => !e.IsSkipped).Select(e => e.Tool!).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _clusters = new(StringComparer.OrdinalIgnoreCase);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("ReverseProxy"u8);
        WriteRoutes(writer);
        WriteClusters(writer);
        writer.WriteEndObject();
        writer.WriteStartObject("Mcp"u8);
        writer.WriteStartObject("Tools"u8);
        foreach (var tool in Members("Mcp", "Tools").Where(t => _tools.Contains(t.Name)))
        {
            writer.WritePropertyName(tool.Name);
            PlainTool.Write(writer, tool.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteRoutes(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("Routes"u8);
        foreach (var route in Members("ReverseProxy", "Routes").Where(r => _tools.Contains(r.Name)))
        {
            writer.WriteStartObject(route.Name);
            foreach (var member in route.Value.EnumerateObject().Where(m => !m.NameEquals("Order")))
            {
                member.WriteTo(writer);
            }

            if (routes(route.Name) is { } served)
            {
                // Imported routes give way to each other; written ones have to say so.
                if (served.Order is { } order)
                {
                    writer.WriteNumber("Order"u8, order);
                }

                _clusters.Add(served.ClusterId ?? "");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteClusters(Utf8JsonWriter writer)
    {
        var made = Members("ReverseProxy", "Clusters").Where(c => _clusters.Contains(c.Name)).ToList();
        if (made.Count == 0 && cluster is null)
        {
            return;
        }

        writer.WriteStartObject("Clusters"u8);
        if (cluster is { } own)
        {
            WriteCluster(writer, own.Name, own.Address);
        }

        foreach (var member in made)
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a cluster of one destination.</summary>
    public static void WriteCluster(Utf8JsonWriter writer, string name, Uri address)
    {
        writer.WriteStartObject(name);
        writer.WriteStartObject("Destinations"u8);
        writer.WriteStartObject("default"u8);
        writer.WriteString("Address"u8, address.AbsoluteUri);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private IEnumerable<JsonProperty> Members(string section, string kind) => report.Layers
        .Where(l => l.Json.TryGetProperty(section, out var json) && json.TryGetProperty(kind, out _))
        .SelectMany(l => l.Json.GetProperty(section).GetProperty(kind).EnumerateObject());
}
