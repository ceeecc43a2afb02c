using McpProxy.Shaping.Rows;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping.Truncation;

/// <summary>Which answers are shortened, and what their headers say afterwards.</summary>
internal static class TruncatableBody
{
    /// <summary>An MCP result made by the upstream is an envelope, which must not be cut.</summary>
    private const string ToolResultType = "application/vnd.mcp.tool-result+json";

    /// <summary>Whether an answer is a whole JSON body.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="type">Its media type.</param>
    public static bool IsJson(int status, string type) => IsWhole(status) && MediaType.IsJson(type) && type != ToolResultType;

    /// <summary>How an answer is divided into rows; null when it is not.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="type">Its media type.</param>
    public static RowFormat? RowsOf(int status, string type) => IsWhole(status) ? RowFormats.Of(type) : null;

    /// <summary>How to read the body of an answer to a tool call; its headers say afterwards that it is UTF-8. Null when it is not to be shortened.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="type">Its media type; empty when the upstream does not say.</param>
    public static BodyCoding? TryOpen(int status, IHeaderDictionary headers, string type)
    {
        if (!(IsJson(status, type) || (type.Length == 0 && IsWhole(status))))
        {
            return null;
        }

        var coding = TryFindCoding(headers.ContentEncoding, headers.ContentType.ToString());
        if (coding is not null)
        {
            DescribeCoding(headers, coding);
        }

        return coding;
    }

    /// <summary>How a body is coded; null when that cannot be undone. A charset that nobody knows is taken for UTF-8, as everywhere in tool results.</summary>
    /// <param name="encodings">Its content codings.</param>
    /// <param name="contentType">Its media type with parameters.</param>
    public static BodyCoding? TryFindCoding(IEnumerable<string?> encodings, string? contentType)
    {
        var charset = MediaType.Charset(contentType);
        return BodyCoding.TryFind(encodings, charset is "windows-1252" ? "iso-8859-1" : charset) ?? BodyCoding.TryFind(encodings, null);
    }

    /// <summary>Removes what is said of the coding that is undone.</summary>
    public static void DescribeCoding(IHeaderDictionary headers, BodyCoding coding)
    {
        if (coding.IsEncoded)
        {
            headers.ContentEncoding = default;
        }

        if (coding.Charset is not null && MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var type))
        {
            type.Charset = "utf-8";
            headers.ContentType = type.ToString();
        }
    }

    /// <summary>Whether a status says that the body is all there is.</summary>
    public static bool IsWhole(int status) =>
        status is >= 200 and < 300 and not StatusCodes.Status204NoContent and not StatusCodes.Status206PartialContent;
}
