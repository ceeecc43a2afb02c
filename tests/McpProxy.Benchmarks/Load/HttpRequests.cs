using System.Text;
using McpProxy.Benchmarks.Servers;

namespace McpProxy.Benchmarks.Load;

/// <summary>The requests that are sent, byte by byte, each always the same.</summary>
internal static class HttpRequests
{
    private const string Meta = """{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";

    public const string ProfileId = "1234567890";

    /// <summary>A partner's token, and the profile it chose.</summary>
    public const string PartnerHeaders = $"{ProxyConfigFile.TokenHeader}: Bearer acct:secret-token-0123456789\r\nX-McpProxy-Profile: {ProfileId}\r\n";

    /// <param name="server">Where it goes.</param>
    /// <param name="path">Its path.</param>
    /// <param name="headers">More headers, each with a line break behind it.</param>
    public static byte[] Get(ServerProcess server, string path, string headers = "") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json, */*;q=0.8\r\nUser-Agent: load/1.0\r\n{headers}\r\n");

    /// <summary>A <c>tools/call</c> of a 2026-07-28 client.</summary>
    public static byte[] Call(ServerProcess server) => Post(
        server,
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{ProxyConfigFile.CalledTool}}}","arguments":{"profileId":"{{{ProfileId}}}"},"_meta":{{{Meta}}} }}""",
        $"MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: {ProxyConfigFile.CalledTool}\r\n");

    /// <summary>The same call in the revision that the TypeScript SDK serves without a session.</summary>
    public static byte[] LegacyCall(ServerProcess server) => Post(
        server,
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{ProxyConfigFile.CalledTool}}}","arguments":{"profileId":"{{{ProfileId}}}"} } }""",
        "MCP-Protocol-Version: 2025-06-18\r\n");

    public static byte[] List(ServerProcess server) => Post(
        server,
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{{{Meta}}} }}""",
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n");

    private static byte[] Post(ServerProcess server, string body, string headers) => Encoding.ASCII.GetBytes(
        $"POST /mcp HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json, text/event-stream\r\nUser-Agent: load/1.0\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");
}
