using System.Buffers;
using System.Globalization;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>Answers a request with a JSON-RPC error. There is always a body: modern clients take an empty 400 for an old server.</summary>
internal static class HttpFaults
{
    /// <summary>Refuses a message, and counts that.</summary>
    public static void Refuse(HttpContext http, McpMetrics metrics, McpFault fault, Envelope? envelope = null, bool modern = false)
    {
        metrics.RequestRefused(envelope?.Method ?? McpMethod.Other, modern);
        Write(http, fault, envelope?.Id ?? default);
    }

    /// <summary>Writes an error.</summary>
    /// <param name="http">A request whose response has not begun.</param>
    /// <param name="fault">What went wrong.</param>
    /// <param name="id">The id of the request, or empty.</param>
    public static void Write(HttpContext http, McpFault fault, ReadOnlyMemory<byte> id = default)
    {
        var body = JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault));
        http.Response.StatusCode = fault.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        if (fault.Allow is not null)
        {
            http.Response.Headers.Allow = fault.Allow;
        }

        if (fault.WwwAuthenticate.Length > 0)
        {
            http.Response.Headers.WWWAuthenticate = fault.WwwAuthenticate;
        }

        if (fault.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        http.Response.BodyWriter.Write(body);
    }
}
