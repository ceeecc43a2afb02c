using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>
/// An upstream that asks before it answers. What it asks for stands in the path: <c>/ask/name,sample</c> asks for whatever
/// of that was not answered, and then says what it got. It counts its rounds in its own state.
/// </summary>
internal sealed class AskingUpstream : IAsyncDisposable
{
    public const string ToolResult = "application/vnd.mcp.tool-result+json";

    private const string Form = """
        { "method": "elicitation/create", "params": { "mode": "form", "message": "Who are you?", "requestedSchema":
          { "type": "object", "properties": { "name": { "type": "string", "minLength": 2 } }, "required": [ "name" ] } } }
        """;

    private static readonly Dictionary<string, string> Questions = new()
    {
        ["name"] = Form,
        ["again"] = Form,
        ["page"] = """{ "method": "elicitation/create", "params": { "mode": "url", "elicitationId": "e-1", "message": "Go there", "url": "https://example.com/" } }""",
        ["sample"] = """{ "method": "sampling/createMessage", "params": { "messages": [ { "role": "user", "content": { "type": "text", "text": "Capital of France?" } } ], "systemPrompt": "Be brief.", "temperature": 0.5, "maxTokens": 5000, "stopSequences": [ "END" ], "modelPreferences": { "hints": [ { "name": "small" } ] } } }""",
        ["tooled"] = """{ "method": "sampling/createMessage", "params": { "messages": [ { "role": "user", "content": { "type": "text", "text": "Use tools" } } ], "maxTokens": 10, "tools": [ { "name": "t", "inputSchema": { "type": "object" } } ] } }""",
        ["roots"] = """{ "method": "roots/list" }""",
    };

    private readonly WebApplication _app;

    private AskingUpstream(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>Every request, as it came.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = new();

    /// <summary>What the chat endpoint answers.</summary>
    public Func<JsonNode, IResult> Chat { get; set; } = _ => Results.Text(
        """{ "model": "small-1", "choices": [ { "finish_reason": "stop", "message": { "role": "assistant", "content": "Paris" } } ] }""", "application/json");

    public static async Task<AskingUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new AskingUpstream(app);
        app.MapGet("/ask/{what}", upstream.AskAsync);
        app.MapPost("/ask/{what}", upstream.AskAsync);
        app.MapGet("/endless", upstream.EndlessAsync);
        app.MapGet("/prompt", (HttpRequest request) => upstream.AnswerOrAskAsync(request, said =>
            Results.Text(new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonObject { ["type"] = "text", ["text"] = said } }) }.ToJsonString(), "application/json")));
        app.MapGet("/resource", (HttpRequest request) => upstream.AnswerOrAskAsync(request, said => Results.Text(said)));
        app.MapGet("/answer", (string json) => Results.Text(json, ToolResult));
        app.MapGet("/plain", async (HttpRequest request) =>
        {
            await upstream.KeepAsync(request);
            return Results.Text("plain");
        });
        app.MapPost("/v1/chat/completions", async (HttpRequest request) => upstream.Chat(JsonNode.Parse((await upstream.KeepAsync(request)).Body)!));
        app.MapGet("/log", () => Results.Text(
            """
            {"level":"debug","data":"fine"}
            {"level":"info","logger":"db","data":{"rows":3}}
            {"level":"error","logger":null,"data":["bad"]}
            {"level":"loud","data":"kept"}
            {"level":"info","data":"kept","more":1}
            """, "application/x-ndjson"));
        app.MapGet("/flood", () => Results.Text(string.Concat(Enumerable.Repeat("{\"level\":\"error\",\"data\":1}\n", 1500)) + "{\"done\":true}", "application/x-ndjson"));
        await app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AskAsync(HttpRequest request, string what)
    {
        var seen = await KeepAsync(request);
        var (answers, state) = seen.Input();
        var missing = what.Split(',').Where(k => answers?[k] is null).ToArray();
        if (missing.Length == 0)
        {
            var said = new JsonObject { ["answers"] = answers?.DeepClone(), ["state"] = state };
            return Results.Text(new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = said.ToJsonString() }) }.ToJsonString(), ToolResult);
        }

        var asked = new JsonObject(missing.Select(k => KeyValuePair.Create(k, JsonNode.Parse(Questions[k]))));
        return Results.Text(new JsonObject { ["resultType"] = "input_required", ["inputRequests"] = asked, ["requestState"] = "round " + Requests.Count }.ToJsonString(), ToolResult);
    }

    private async Task<IResult> AnswerOrAskAsync(HttpRequest request, Func<string, IResult> answer) =>
        (await KeepAsync(request)).Input().Answers?["name"]?["content"]?["name"] is { } name
            ? answer((string)name!)
            : Results.Text($$"""{ "resultType": "input_required", "inputRequests": { "name": {{Form}} } }""", ToolResult);

    private async Task<IResult> EndlessAsync(HttpRequest request)
    {
        await KeepAsync(request);
        return Results.Text($$"""{ "resultType": "input_required", "inputRequests": { "name": {{Form}} } }""", ToolResult);
    }

    private async Task<Seen> KeepAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var seen = new Seen(request.Path, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
        Requests.Enqueue(seen);
        return seen;
    }

    /// <summary>One request.</summary>
    public sealed record Seen(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public (JsonObject? Answers, string? State) Input()
        {
            if (Body.Length > 0 && JsonNode.Parse(Body) is JsonObject body && (body.ContainsKey("inputResponses") || body.ContainsKey("requestState")))
            {
                return (body["inputResponses"]?.AsObject(), (string?)body["requestState"]);
            }

            var answers = Headers.TryGetValue("Mcp-Input-Responses", out var text) ? JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text)))!.AsObject() : null;
            return (answers, Headers.GetValueOrDefault("Mcp-Request-State"));
        }
    }
}
