using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
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

    /// <summary>The messages of a <c>subscriptions/listen</c> stream as they arrive, until the gateway ends it.</summary>
    public async IAsyncEnumerable<JsonNode> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request("subscriptions/listen", new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } });
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return JsonNode.Parse(item.Data)!;
        }
    }

    /// <summary>The names in <c>tools/list</c>.</summary>
    public async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var result = await PostAsync("tools/list", [], cancellationToken);
        return [.. result["tools"]!.AsArray().Select(tool => tool!["name"]!.GetValue<string>())];
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode> PostAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        using var request = Request(method, parameters);
        using var response = await _client.SendAsync(request, cancellationToken);
        var message = await ReadAsync(response, cancellationToken);
        return message["result"] ?? throw new HttpRequestException($"{method} failed: {message.ToJsonString()}");
    }

    private static HttpRequestMessage Request(string method, JsonObject parameters)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = Revision,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        };
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        var request = new HttpRequestMessage(HttpMethod.Post, "mcp")
        {
            Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")),
            Headers = { { "Accept", "application/json, text/event-stream" }, { "MCP-Protocol-Version", Revision }, { "Mcp-Method", method } },
        };
        if (parameters["name"] is { } name)
        {
            request.Headers.Add("Mcp-Name", name.GetValue<string>());
        }

        return request;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{response.StatusCode}: {text}");
    }
}
