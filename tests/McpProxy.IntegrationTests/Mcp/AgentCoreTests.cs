using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>
/// What a hosting platform's validator sends before it routes agents to a container (Amazon Bedrock AgentCore): a client of 2024-11-05
/// without sessions, behind a platform that adds a session id of its own to every request.
/// </summary>
public sealed class AgentCoreTests
{
    private const string SessionId = "validation-session-0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Probes_StatelessMode_AllPass(string engine)
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await ProxyHost.StartAsync(Config(engine, upstream.Address));

        var initialize = await ProbeAsync(proxy, "initialize", """{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"validation-client","version":"1.0.0"}}""");
        Assert.Equal("mcpproxy", (string)initialize["result"]!["serverInfo"]!["name"]!);
        Assert.Equal("2024-11-05", (string)initialize["result"]!["protocolVersion"]!);

        var tools = (await ProbeAsync(proxy, "tools/list"))["result"]!["tools"]!.AsArray();
        Assert.NotEmpty(tools);
        Assert.All(tools, tool => Assert.Equal("object", (string)tool!["inputSchema"]!["type"]!));

        var first = tools[0]!;
        var call = await ProbeAsync(proxy, "tools/call", new JsonObject { ["name"] = (string)first["name"]!, ["arguments"] = Arguments(first["inputSchema"]!) }.ToJsonString());
        Assert.False((bool?)call["result"]!["isError"] ?? false);
        Assert.NotEmpty(call["result"]!["content"]!.AsArray());

        Assert.Equal(-32601, (int)(await ProbeAsync(proxy, "nonexistent/method"))["error"]!["code"]!);
    }

    [Fact]
    public async Task Ping_SaysThatItIsHealthyAndSinceWhen()
    {
        await using var proxy = await ProxyHost.StartAsync(Config("Direct", "http://127.0.0.1:9/"), configureApp: app => app.MapMcpProxyHealth());

        var ping = await proxy.Http.GetFromJsonAsync<JsonElement>("/ping");

        Assert.Equal("Healthy", ping.GetProperty("status").GetString());
        Assert.True(ping.GetProperty("time_of_last_update").GetInt64() > 1_700_000_000);
    }

    private static string Config(string engine, string upstream) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "any": { "ClusterId": "any", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "any": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
          "Mcp": {
            "Engine": "{{engine}}",
            "Sessions": { "Enabled": false },
            "Tools": {
              "make_report": {
                "Route": "any", "Request": "POST /reports", "Description": "Make a report.",
                "Parameters": { "name": "string!", "days": "integer!", "ratio": "number", "draft": "boolean!", "tags": { "Type": "array", "Items": "string" } }
              }
            }
          }
        }
        """;

    /// <summary>An answer is a JSON-RPC message, no session id is given out, and the foreign one is accepted.</summary>
    private static async Task<JsonNode> ProbeAsync(ProxyHost proxy, string method, string parameters = "{}")
    {
        using var request = McpMessages.LegacyRequest(method, parameters, session: SessionId);
        using var response = await proxy.Http.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(response.Headers.Contains("Mcp-Session-Id"));
        return answer.Body!;
    }

    /// <summary>A value of each property's type, as the validator makes them.</summary>
    private static JsonObject Arguments(JsonNode schema)
    {
        var arguments = new JsonObject();
        foreach (var (name, property) in schema["properties"]!.AsObject())
        {
            arguments[name] = (string)property!["type"]! switch
            {
                "string" => "test_value",
                "integer" => 1,
                "number" => 1.0,
                "boolean" => true,
                "array" => new JsonArray(),
                _ => new JsonObject(),
            };
        }

        return arguments;
    }
}
