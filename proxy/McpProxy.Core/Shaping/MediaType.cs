using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping;

/// <summary>Questions about media types (RFC 9110, section 8.3).</summary>
internal static class MediaType
{
    /// <summary>The lower-case type without parameters; empty when there is none.</summary>
    public static string Of(string? contentType)
    {
        var text = contentType ?? "";
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        return (semicolon < 0 ? text : text[..semicolon]).Trim().ToLowerInvariant();
    }

    public static bool IsJson(string type) => type is "application/json" or "text/json" || type.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>Whether bodies are JSON values, one a line.</summary>
    public static bool IsJsonLines(string type) =>
        type is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonl" or "application/jsonlines" or "application/x-jsonlines" or "application/json-seq";

    public static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal)
        || type is "application/xml" or "application/javascript" or "application/x-www-form-urlencoded" or "application/yaml" or "application/x-yaml" or "application/sql" or "application/graphql"
        || type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("+yaml", StringComparison.Ordinal);

    /// <summary>The charset parameter in lower case, or null.</summary>
    public static string? Charset(string? contentType) =>
        contentType?.Contains(';', StringComparison.Ordinal) == true && MediaTypeHeaderValue.TryParse(contentType, out var parsed) && parsed.Charset.HasValue ? HeaderUtilities.RemoveQuotes(parsed.Charset).ToString().ToLowerInvariant() : null;
}
