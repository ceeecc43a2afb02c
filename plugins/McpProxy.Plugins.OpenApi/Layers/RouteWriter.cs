using System.Text.Json;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Writes the route of a tool as <c>ReverseProxy:Routes:{id}</c> has it.</summary>
internal static class RouteWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="draft">The tool.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pathPrefix">Stands before the path and is taken off again; may be empty.</param>
    /// <param name="template">What the route starts from.</param>
    /// <param name="negotiates">Whether it is to negotiate media types.</param>
    public static void Write(Utf8JsonWriter writer, ToolDraft draft, string cluster, string pathPrefix, JsonElement? template, bool negotiates)
    {
        writer.WriteStartObject();
        writer.WriteString("ClusterId"u8, cluster);
        WriteMatch(writer, draft, pathPrefix, template is { } t ? JsonMerge.Find(t, "Match") : null);
        WriteTransforms(writer, negotiates ? draft : null, pathPrefix, template is { } u ? JsonMerge.Find(u, "Transforms") : null);
        if (template is { ValueKind: JsonValueKind.Object } rest)
        {
            foreach (var member in rest.EnumerateObject().Where(m => !Is(m, "ClusterId") && !Is(m, "Match") && !Is(m, "Transforms")))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteMatch(Utf8JsonWriter writer, ToolDraft draft, string pathPrefix, JsonElement? template)
    {
        writer.WriteStartObject("Match"u8);
        writer.WriteString("Path"u8, pathPrefix + draft.Pattern);
        writer.WriteStartArray("Methods"u8);
        writer.WriteStringValue(draft.Operation.Method);
        writer.WriteEndArray();
        if (template is { ValueKind: JsonValueKind.Object } match)
        {
            foreach (var member in match.EnumerateObject().Where(m => !Is(m, "Path") && !Is(m, "Methods")))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTransforms(Utf8JsonWriter writer, ToolDraft? negotiated, string pathPrefix, JsonElement? template)
    {
        var negotiates = negotiated is { Produces.Count: > 0 } or { Consumes.Count: > 0 };
        if (pathPrefix.Length == 0 && template is null && !negotiates)
        {
            return;
        }

        if (template is { ValueKind: not JsonValueKind.Array } wrong)
        {
            // Kept as it is, so that the loader says what is wrong with it.
            writer.WritePropertyName("Transforms"u8);
            wrong.WriteTo(writer);
            return;
        }

        writer.WriteStartArray("Transforms"u8);
        if (pathPrefix.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("PathRemovePrefix"u8, pathPrefix);
            writer.WriteEndObject();
        }

        foreach (var transform in template?.EnumerateArray() ?? default)
        {
            transform.WriteTo(writer);
        }

        if (negotiates)
        {
            // Last, so that what transforms of the operator have chosen is known.
            WriteMediaTypes(writer, negotiated!); // negotiates
        }

        writer.WriteEndArray();
    }

    private static void WriteMediaTypes(Utf8JsonWriter writer, ToolDraft draft)
    {
        writer.WriteStartObject();
        if (draft.Produces.Count > 0)
        {
            writer.WriteString("Produces"u8, string.Join(", ", draft.Produces));
        }

        if (draft.Consumes.Count > 0)
        {
            writer.WriteString("Consumes"u8, string.Join(", ", draft.Consumes));
        }

        writer.WriteEndObject();
    }

    private static bool Is(JsonProperty member, string name) => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
