using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>A session of the 2025-11-25 revision, spoken by hand: cancellation needs control over when a connection is cut.</summary>
internal sealed class LegacySession : IDisposable
{
    private const string Revision = "2025-11-25";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri _endpoint;

    private LegacySession(Uri endpoint) => _endpoint = endpoint;

    /// <summary>Opens a session as clients do: initialize, then initialized.</summary>
    public static async Task<LegacySession> OpenAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var session = new LegacySession(endpoint);
        var initialize = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = "open",
            ["method"] = "initialize",
            ["params"] = new JsonObject
            {
                ["protocolVersion"] = Revision,
                ["capabilities"] = new JsonObject(),
                ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
            },
        };
        using var opened = await session.PostAsync(initialize.ToJsonString(), cancellationToken);
        session._client.DefaultRequestHeaders.Add("Mcp-Session-Id", opened.Headers.GetValues("Mcp-Session-Id"));
        session._client.DefaultRequestHeaders.Add("MCP-Protocol-Version", Revision);
        await session.NotifyAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", cancellationToken);
        return session;
    }

    /// <summary>Sends a request and returns the body of the answer.</summary>
    public async Task<string> RequestAsync(int id, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        using var response = await PostAsync(message.ToJsonString(), cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Says that the answer to a request is not wanted any more.</summary>
    public Task CancelAsync(int id, CancellationToken cancellationToken) =>
        NotifyAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}}}}""", cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task NotifyAsync(string message, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(message, cancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new StringContent(message, new MediaTypeHeaderValue("application/json")),
            Headers = { { "Accept", "application/json, text/event-stream" } },
        };
        return (await _client.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
    }
}
