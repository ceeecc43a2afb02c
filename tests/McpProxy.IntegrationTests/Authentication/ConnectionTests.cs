using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>The same rules where a connection stays open: WebSocket and HTTP+SSE.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private SecuredGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(null, "/ws", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", "/ws", HttpStatusCode.Unauthorized)]
    [InlineData(GuestKey, "/ws", HttpStatusCode.SwitchingProtocols)]
    [InlineData(GuestKey, "/ws/reports", HttpStatusCode.Forbidden)]
    [InlineData(ReaderKey, "/ws/reports", HttpStatusCode.SwitchingProtocols)]
    public async Task WebSocket_IsJudgedBeforeTheUpgrade(string? key, string path, HttpStatusCode expected)
    {
        using var client = Peer(key);

        Assert.Equal(expected, await client.TryConnectAsync(_gateway.Proxy.Address, path));
    }

    [Fact]
    public async Task WebSocket_ListsAndCalls_WhatItsCallerMayUse()
    {
        using var client = Peer(GuestKey);
        await client.TryConnectAsync(_gateway.Proxy.Address);

        await client.SendAsync(Request(1, "tools/list"));
        var list = await client.ReadAsync();
        await client.SendAsync(Request(2, "tools/call", """{ "name": "reporting" }"""));
        var hidden = await client.ReadAsync();
        await client.SendAsync(Request(3, "tools/call", """{ "name": "plain" }"""));
        var plain = await client.ReadAsync();

        Assert.Equal(["open", "plain"], list!["result"]!["tools"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Contains("ads.read", (string)hidden!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(GuestKey, plain!["result"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.False((bool)plain["result"]!["isError"]!);
    }

    [Fact]
    public async Task LegacySse_StreamAndMessages_NeedTheSameCaller()
    {
        using var refused = await _gateway.GetAsync("/sse", With("Accept", "text/event-stream"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        With("X-API-Key", GuestKey)(request);
        using var stream = await EventReader.OpenAsync(_gateway.Proxy.Http, request);
        var address = (await stream.NextAsync())!;

        var nobody = await PostAsync(address, null);
        var another = await PostAsync(address, ReaderKey);
        var own = await PostAsync(address, GuestKey);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.Accepted), (nobody, another, own));
        Assert.Equal(["open", "plain"], JsonNode.Parse((await stream.NextAsync())!)!["result"]!["tools"]!.AsArray().Select(t => (string)t!["name"]!));
    }

    /// <summary>A message runs as the request that brought it, not as the one that opened the stream.</summary>
    [Fact]
    public async Task LegacySse_Message_RunsWithTheHeadersOfItsOwnRequest()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, mcp: """ "ForwardHeaders": [ "X-Trace" ], """);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sse").With("Accept", "text/event-stream").With("X-Trace", "opened").With("X-API-Key", GuestKey);
        using var stream = await EventReader.OpenAsync(gateway.Proxy.Http, request);
        var address = (await stream.NextAsync())!;

        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(Request(1, "tools/call", """{ "name": "plain" }"""), Encoding.UTF8, "application/json") };
        using var accepted = await gateway.Proxy.Http.SendAsync(message.With("X-Trace", "posted").With("X-API-Key", GuestKey));
        var answer = await stream.NextAsync();

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Contains("posted", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("opened", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LegacySse_CredentialExpires_EndsTheStream()
    {
        var time = new TestTimeProvider();
        await using var gateway = await StartAsync(
            $$""" "Schemes": { "keys": { "Kind": "ApiKey", "Keys": { "short": { "Hash": "{{HashOf(ReaderKey)}}", "ExpiresAt": "{{time.GetUtcNow().AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}}" } } } } """,
            configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sse");
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        With("X-API-Key", ReaderKey)(request);
        using var stream = await EventReader.OpenAsync(gateway.Proxy.Http, request);
        Assert.NotNull(await stream.NextAsync());

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await stream.NextAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private async Task<HttpStatusCode> PostAsync(string address, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(Request(1, "tools/list"), Encoding.UTF8, "application/json") };
        With("X-API-Key", key)(request);
        using var response = await _gateway.Proxy.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static string Request(int id, string method, string parameters = "{}") => $$"""{ "jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters}} }""";

    private static WebSocketPeer Peer(string? key)
    {
        var client = new WebSocketPeer();
        if (key is not null)
        {
            client.Socket.Options.SetRequestHeader("X-API-Key", key);
        }

        return client;
    }
}
