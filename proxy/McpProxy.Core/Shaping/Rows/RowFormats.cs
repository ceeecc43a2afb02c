using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping.Rows;

/// <summary>Questions about formats of rows.</summary>
internal static class RowFormats
{
    /// <summary>The format of a media type; null when its bodies have no rows.</summary>
    /// <param name="type">The type in lower case, without parameters.</param>
    public static RowFormat? Of(string type) => type switch
    {
        _ when MediaType.IsJsonLines(type) => type == "application/json-seq" ? RowFormat.JsonSequence : RowFormat.JsonLines,
        "text/csv" or "application/csv" => RowFormat.Csv,
        "text/tab-separated-values" => RowFormat.Tsv,
        "text/event-stream" => RowFormat.Events,
        _ => null,
    };

    /// <summary>Whether the first row names the columns: always, unless <c>header=absent</c> says otherwise (RFC 4180, section 3).</summary>
    public static bool HasHeader(RowFormat format, string? contentType) =>
        format is RowFormat.Csv or RowFormat.Tsv
        && !(MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Parameters.Any(p => p.Name.Equals("header", StringComparison.OrdinalIgnoreCase) && p.Value.Equals("absent", StringComparison.OrdinalIgnoreCase)));
}
