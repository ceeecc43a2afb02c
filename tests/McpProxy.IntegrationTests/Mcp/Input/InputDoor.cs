using System.Security.Claims;
using System.Text.Json.Nodes;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>A gateway in front of an upstream that asks, and clients of both eras, spoken by hand.</summary>
internal sealed class InputDoor : IAsyncDisposable
{
    private InputDoor(AskingUpstream upstream, ProxyHost proxy, TestTimeProvider time)
    {
        Upstream = upstream;
        Proxy = proxy;
        Time = time;
    }

    public AskingUpstream Upstream { get; }

    public ProxyHost Proxy { get; }

    public TestTimeProvider Time { get; }

    public static async Task<InputDoor> StartAsync(string engine, string more = "", string key = "")
    {
        var upstream = await AskingUpstream.StartAsync();
        var time = new TestTimeProvider();
        var proxy = await ProxyHost.StartAsync(Configuration(engine, upstream.Address, more, key), builder => builder.Services.AddSingleton<TimeProvider>(time), app => app.Use(next => context =>
        {
            if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
            }

            return next(context);
        }));
        return new InputDoor(upstream, proxy, time);
    }

    /// <summary>Calls a tool as a modern client; the members go into <c>params</c>.</summary>
    public Task<Answer> CallAsync(string tool, string capabilities, string arguments = "{}", string members = "", string? user = null, string meta = "")
    {
        var parameters = $$""" "name":"{{tool}}","arguments":{{arguments}}{{(members.Length > 0 ? "," : "")}}{{members}} """;
        return SendAsync("tools/call", parameters, tool, capabilities, user, meta);
    }

    /// <summary>Sends any request as a modern client.</summary>
    public async Task<Answer> SendAsync(string method, string parameters, string name, string capabilities, string? user = null, string meta = "")
    {
        var request = McpMessages.ModernRequest(method, parameters, name);
        var body = (await request.Content!.ReadAsStringAsync()).Replace("\"io.modelcontextprotocol/clientCapabilities\":{}", $"\"io.modelcontextprotocol/clientCapabilities\":{capabilities}{meta}", StringComparison.Ordinal);
        var changed = McpMessages.Post(body);
        foreach (var header in request.Headers.Where(h => h.Key.StartsWith("M", StringComparison.OrdinalIgnoreCase)))
        {
            changed.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return await Answer.ReadAsync(await Proxy.Http.SendAsync(changed.With("X-User", user)).Soon());
    }

    /// <summary>Repeats a call with answers to what it asked.</summary>
    public Task<Answer> AnswerAsync(string tool, string capabilities, Answer asked, string answers, string arguments = "{}", string? user = null) =>
        CallAsync(tool, capabilities, arguments, $$""" "inputResponses":{{answers}},"requestState":"{{State(asked)}}" """, user);

    public static string State(Answer asked) => (string)asked.Result!["requestState"]!;

    /// <summary>What the upstream said it got.</summary>
    public static JsonNode Said(JsonNode? result) => JsonNode.Parse((string)result!["content"]![0]!["text"]!)!;

    /// <summary>Opens a session; returns its id.</summary>
    public async Task<string> InitializeAsync(string capabilities, string version = "2025-11-25")
    {
        var request = McpMessages.LegacyRequest("initialize", $$"""{"protocolVersion":"{{version}}","capabilities":{{capabilities}},"clientInfo":{"name":"test","version":"1"} }""");
        using var response = await Proxy.Http.SendAsync(request);
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    /// <summary>Begins a call of a client with a session; read its stream to the end.</summary>
    public Task<EventReader> BeginAsync(string session, string tool, string id) =>
        EventReader.OpenAsync(Proxy.Http, McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}"}""", id, session));

    /// <summary>Answers a request that came down a stream.</summary>
    public async Task RespondAsync(string session, JsonNode request, string outcome)
    {
        using var response = await Proxy.Http.SendAsync(McpMessages.Post($$"""{"jsonrpc":"2.0","id":{{request["id"]!.ToJsonString()}},{{outcome}}}""").With("Mcp-Session-Id", session));
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
    }

    public static async Task<JsonNode> NextAsync(EventReader stream) => JsonNode.Parse(await stream.NextAsync() ?? throw new InvalidOperationException("The stream ended."))!;

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    private static string Configuration(string engine, string upstream, string more, string key) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } },
              "llm": { "ClusterId": "up", "Match": { "Path": "/v1/{**rest}" }, "Transforms": [ { "RequestHeader": "Authorization", "Set": "Bearer model-key" } ] }
            },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
          "Mcp": {
            "Engine": "{{engine}}",
            "RequestState": { "Keys": [ {{key}} ] },
            {{more}}
            "Tools": {
              "name": { "Route": "all", "Request": "GET /ask/name", "Parameters": { "a": "string", "b": "string" } },
              "other": { "Route": "all", "Request": "GET /ask/name" },
              "page": { "Route": "all", "Request": "GET /ask/page" },
              "sample": { "Route": "all", "Request": "GET /ask/sample" },
              "tooled": { "Route": "all", "Request": "GET /ask/tooled" },
              "roots": { "Route": "all", "Request": "GET /ask/roots" },
              "all": { "Route": "all", "Request": "GET /ask/name,sample,roots" },
              "name_and_sample": { "Route": "all", "Request": "GET /ask/name,sample" },
              "two": { "Route": "all", "Request": "GET /ask/name,again" },
              "body": { "Route": "all", "Request": "POST /ask/name", "Input": { "In": "Body" }, "Parameters": { "a": "string" } },
              "empty_body": { "Route": "all", "Request": "POST /ask/name", "Input": { "In": "Body" } },
              "endless": { "Route": "all", "Request": "GET /endless" },
              "demanding": { "Route": "all", "Request": "GET /plain", "RequiresClientCapabilities": [ "sampling", "Roots" ] },
              "answer": { "Route": "all", "Request": "GET /answer", "Parameters": { "json": "string!" } },
              "log": { "Route": "all", "Request": "GET /log" },
              "flood": { "Route": "all", "Request": "GET /flood" }
            },
            "Prompts": { "asking": { "Route": "all", "Request": "GET /prompt" } },
            "Resources": { "asking": { "Uri": "test://asking", "Route": "all", "Request": "GET /resource" } }
          }
        }
        """;
}
