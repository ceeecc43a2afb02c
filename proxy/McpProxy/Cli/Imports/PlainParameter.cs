using System.Text.Json;

namespace McpProxy.Host.Cli.Imports;

/// <summary>Writes an imported argument as a person would: what goes without saying is left out, and what fits on a line stands on one.</summary>
internal static class PlainParameter
{
    private const int LongestLine = 100;

    private static readonly string[] _rewritten = ["In", "Required", "Description", "Schema"];

    /// <param name="writer">Where to.</param>
    /// <param name="parameter">The argument as its importer has written it.</param>
    /// <param name="request">The request line of its tool.</param>
    public static void Write(Utf8JsonWriter writer, JsonProperty parameter, string request)
    {
        var json = parameter.Value;
        writer.WritePropertyName(parameter.Name);
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("In"u8, out var place)
            || !json.TryGetProperty("Schema"u8, out var schema)
            || place.ValueEquals("file"u8)
            || !PlainSchema.TryRead(schema, out var plain))
        {
            json.WriteTo(writer);
            return;
        }

        var isInPath = place.ValueEquals("path"u8);
        var required = isInPath || (json.TryGetProperty("Required"u8, out var said) && said.ValueKind == JsonValueKind.True);
        var description = json.TryGetProperty("Description"u8, out var text) ? text.GetString() : plain.Description;
        var says = isInPath || place.ValueEquals(request.Split(' ')[0] is "GET" or "HEAD" or "DELETE" or "OPTIONS" ? "query" : "body") ? null : place.GetString();
        var others = json.EnumerateObject().Where(m => !_rewritten.Contains(m.Name)).ToList();
        var type = required ? plain.Type + "!" : plain.Type;
        if (says is null && others.Count == 0 && plain.Keys.Count == 0 && OnOneLine(type, description) is { } line)
        {
            writer.WriteStringValue(line);
            return;
        }

        writer.WriteStartObject();
        WriteText(writer, "In", says);
        writer.WriteString("Type"u8, type);
        WriteText(writer, "Description", description);
        foreach (var (key, value) in plain.Keys)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }

        foreach (var member in others)
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>The short form; null when the description would not survive it.</summary>
    private static string? OnOneLine(string type, string? description)
    {
        if (string.IsNullOrEmpty(description))
        {
            return description is null ? type : null;
        }

        var line = $"{type} {description}";
        return line.Length <= LongestLine && description.Trim() == description && !description.AsSpan().ContainsAny("\r\n") ? line : null;
    }

    private static void WriteText(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(key, value);
        }
    }
}
