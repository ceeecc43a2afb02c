using System.Net.Http.Headers;
using System.Text;

namespace McpProxy.Testing.Mcp;

/// <summary>Makes HTTP requests of both eras.</summary>
internal static class McpMessages
{
    public const string Modern = "2026-07-28";

    public const string Meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}
        """;

    /// <summary>A well-formed modern request; change it to make it wrong.</summary>
    public static HttpRequestMessage ModernRequest(string method, string parameters = "", string? name = null, string id = "1", string path = "/mcp")
    {
        var comma = parameters.Length > 0 ? "," : "";
        var body = $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{ {{parameters}}{{comma}}{{Meta}} } }""";
        var request = Post(body, path);
        request.Headers.Add("MCP-Protocol-Version", Modern);
        request.Headers.Add("Mcp-Method", method);
        if (name is not null)
        {
            request.Headers.Add("Mcp-Name", name);
        }

        return request;
    }

    public static HttpRequestMessage ModernCall(string tool, string arguments = "{}", string id = "1", string path = "/mcp", string meta = "") =>
        ModernRequest("tools/call", $$""" "name":"{{tool}}","arguments":{{arguments}} """, tool, id, path).WithMeta(meta);

    /// <summary>A well-formed legacy request.</summary>
    public static HttpRequestMessage LegacyRequest(string method, string parameters = "{}", string id = "1", string? session = null, string? version = null, string path = "/mcp")
    {
        var request = Post($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}} }""", path);
        return request.With("Mcp-Session-Id", session).With("MCP-Protocol-Version", version);
    }

    public static HttpRequestMessage LegacyNotification(string method, string parameters = "{}", string? session = null) =>
        Post($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}} }""").With("Mcp-Session-Id", session);

    public static HttpRequestMessage Initialize(string version = "2025-11-25", string path = "/mcp") =>
        LegacyRequest("initialize", $$"""{"protocolVersion":"{{version}}","capabilities":{},"clientInfo":{"name":"test","version":"1"} }""", path: path);

    public static HttpRequestMessage Post(string body, string path = "/mcp")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }

    public static HttpRequestMessage Get(string session, string path = "/mcp")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        return request.With("Mcp-Session-Id", session);
    }

    /// <summary>Sets a header, or removes it when the value is null.</summary>
    public static HttpRequestMessage With(this HttpRequestMessage request, string header, string? value)
    {
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    /// <summary>Adds members to the <c>_meta</c> of a modern request.</summary>
    private static HttpRequestMessage WithMeta(this HttpRequestMessage request, string meta)
    {
        if (meta.Length > 0)
        {
            var body = request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Replace("\"_meta\":{", "\"_meta\":{" + meta + ",", StringComparison.Ordinal)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Content = content;
        }

        return request;
    }
}
