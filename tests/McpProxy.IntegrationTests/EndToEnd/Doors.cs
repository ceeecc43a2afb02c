using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>Sends requests through both doors of a gateway, and insists on a good answer.</summary>
internal sealed class Doors : IDisposable
{
    private const string Revision = "2026-07-28";

    private readonly HttpClient _client;

    public Doors(Uri gateway) => _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = gateway,
        Timeout = TimeSpan.FromMilliseconds(TimeLimit.Milliseconds),
    };

    /// <summary>A GET through the HTTP door; returns what the simulator's echo saw.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(path, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>A <c>tools/call</c> of the 2026-07-28 revision through the MCP door; returns the result.</summary>
    public async Task<JsonNode> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken) =>
        await PostAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments }, cancellationToken);

    /// <summary>The names in <c>tools/list</c>.</summary>
    public async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var result = await PostAsync("tools/list", [], cancellationToken);
        return [.. result["tools"]!.AsArray().Select(tool => tool!["name"]!.GetValue<string>())];
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode> PostAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = Revision,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        };
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        using var request = new HttpRequestMessage(HttpMethod.Post, "mcp")
        {
            Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")),
            Headers = { { "Accept", "application/json, text/event-stream" }, { "MCP-Protocol-Version", Revision }, { "Mcp-Method", method } },
        };
        if (parameters["name"] is { } name)
        {
            request.Headers.Add("Mcp-Name", name.GetValue<string>());
        }

        using var response = await _client.SendAsync(request, cancellationToken);
        var message = await ReadAsync(response, cancellationToken);
        return message["result"] ?? throw new HttpRequestException($"{method} failed: {message.ToJsonString()}");
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{response.StatusCode}: {text}");
    }
}
