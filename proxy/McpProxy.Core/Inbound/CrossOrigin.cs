using System.Text;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Inbound;

/// <summary>Cross-origin resource sharing for the MCP endpoint: tells browsers what an allowed origin may send and read.</summary>
internal static class CrossOrigin
{
    private const string ParameterPrefix = "Mcp-Param-";

    private static readonly string[] Headers =
    [
        "Accept", "Authorization", "Content-Type", "Last-Event-ID", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Session-Id",
        "traceparent", "tracestate",
    ];

    /// <summary>Lets the origin of a request read the response. Call it before the response begins; does nothing without an origin.</summary>
    public static void Allow(HttpContext http, string origin)
    {
        if (origin.Length == 0)
        {
            return;
        }

        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Mcp-Session-Id, WWW-Authenticate, X-Request-Id, Retry-After";
        headers.AppendCommaSeparatedValues("Vary", "Origin");
    }

    /// <summary>Answers a preflight of an allowed origin. Headers are listed by name: <c>*</c> would not cover <c>Authorization</c>.</summary>
    /// <param name="http">The request.</param>
    /// <param name="forwarded">Further headers that callers may send because they go on to the upstream.</param>
    public static void AnswerPreflight(HttpContext http, IReadOnlyList<string> forwarded)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, DELETE";
        headers.AccessControlAllowHeaders = AllowedOf(http.Request.Headers.AccessControlRequestHeaders.ToString(), forwarded);
        headers.AccessControlMaxAge = "7200"; // The longest that Chromium keeps.
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Our headers, and of those asked for the ones that carry arguments, whose names depend on the tools.</summary>
    private static string AllowedOf(string requested, IReadOnlyList<string> forwarded)
    {
        var allowed = new List<string>([.. Headers, .. forwarded]);
        foreach (var part in requested.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(ParameterPrefix, StringComparison.OrdinalIgnoreCase) && Ascii.IsValid(part))
            {
                allowed.Add(part);
            }
        }

        return string.Join(", ", allowed);
    }
}
