using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Fuzz;

/// <summary>
/// Whatever is sent to <c>tools/call</c>, the proxy answers with a JSON-RPC error or a result, stays up, and sends nothing to
/// the upstream that the tools do not describe. <c>MCPPROXY_FUZZ_ROUNDS</c> makes it longer; the seed is in the name of a failure.
/// </summary>
public sealed class ToolsCallFuzzTests : IAsyncLifetime
{
    private const int DefaultRounds = 6000;
    private const string Meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static readonly string[] Good =
    [
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","arguments":{"profileId":"42","expand":["a","b"]},""" + Meta + "}}",
        """{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"arguments":{"name":"n","count":3,"nested":{"k":[1,2,{"z":null}]}},"name":"create",""" + Meta + "}}",
        """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"header","arguments":{"tenant":"acme"},""" + Meta + "}}",
    ];

    private readonly RawUpstream _upstream = new();
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync() => _proxy = await ProxyHost.StartAsync($$"""
        {
          "ReverseProxy": {
            "Routes": { "api": { "ClusterId": "c", "Match": { "Path": "/v2/{**rest}" } } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "{{_upstream.Address}}" } } } }
          },
          "Mcp": {
            "Tools": {
              "get":    { "Route": "api", "Request": "GET /v2/profiles/{profileId}", "Parameters": { "profileId": "string!", "expand": "string[]" } },
              "create": { "Route": "api", "Request": "POST /v2/things", "InputSchema": { "type": "object", "properties": { "name": { "type": "string" }, "count": { "type": "integer" } }, "required": [ "name" ] } },
              "header": { "Route": "api", "Request": "GET /v2/tenants", "Parameters": { "tenant": { "Type": "string!", "In": "header", "As": "X-Tenant" } } }
            }
          }
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(1, "2026-07-28")]
    [InlineData(2, "2025-11-25")]
    public async Task AnyBody_IsAnsweredAndNothingUnexpectedIsSent(int seed, string revision)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("MCPPROXY_FUZZ_ROUNDS"), CultureInfo.InvariantCulture, out var more) ? more : DefaultRounds;
        var mutator = new BodyMutator(seed);
        for (var round = 0; round < rounds; round++)
        {
            var body = mutator.Next(Good[round % Good.Length]);
            using var response = await SendAsync(body, revision, round);
            await CheckAnswerAsync(response, $"seed {seed}, round {round}: {Convert.ToBase64String(body)}");
        }

        Assert.NotEmpty(_upstream.Requests);
        Assert.All(_upstream.Requests, CheckRequest);
        Assert.False((await _proxy.CallAsync("get", """{"profileId":"1"}""")).GetProperty("isError").GetBoolean());
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string revision, int round)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", revision);
        request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
        request.Headers.TryAddWithoutValidation("Mcp-Name", (round % Good.Length) switch { 0 => "get", 1 => "create", _ => "header" });
        return await _proxy.Http.SendAsync(request);
    }

    private static async Task CheckAnswerAsync(HttpResponseMessage response, string input)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode is 200 or 202 or 400 or 404 or 413, $"{response.StatusCode} for {input}");
        if ((int)response.StatusCode == 202)
        {
            Assert.Equal("", text);
            return;
        }

        using var message = JsonDocument.Parse(text);
        var root = message.RootElement;
        Assert.True(root.TryGetProperty("error", out var error) != root.TryGetProperty("result", out _), $"{text} for {input}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        if (error.ValueKind == JsonValueKind.Object)
        {
            Assert.True(error.GetProperty("code").GetInt32() < 0, input);
            Assert.NotEqual(-32603, error.GetProperty("code").GetInt32());
        }
    }

    private void CheckRequest(string request)
    {
        var head = request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        var line = head[0].Split(' ');
        Assert.Equal(3, line.Length);
        var path = line[1].Split('?')[0];
        Assert.True(
            (line[0] == "GET" && path.StartsWith("/v2/profiles/", StringComparison.Ordinal) && path.Split('/').Length == 4)
            || (line[0] == "POST" && line[1] == "/v2/things")
            || (line[0] == "GET" && line[1] == "/v2/tenants"), head[0]);
        foreach (var name in head.Skip(1).Select(h => h.Split(':')[0]))
        {
            Assert.Contains(name, (string[])["Host", "Accept", "User-Agent", "Content-Type", "Content-Length", "CDN-Loop", "X-Tenant", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "traceparent", "tracestate"]);
        }

        Assert.Equal(_upstream.Address, $"http://{head.Single(h => h.StartsWith("Host: ", StringComparison.Ordinal))[6..]}/");
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (body.Length > 0)
        {
            JsonDocument.Parse(body).Dispose();
        }
    }
}
