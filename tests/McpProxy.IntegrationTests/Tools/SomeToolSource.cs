using System.Text.Json;
using McpProxy.Tools;

namespace McpProxy.IntegrationTests.Tools;

/// <summary>Tools that do what a test needs of a plugin.</summary>
internal sealed class SomeToolSource : IToolSource
{
    private const string Path = "McpProxy:Some";

    /// <summary>The route that <c>call_route</c> and <c>save</c> use.</summary>
    public string Route { get; init; } = "api";

    /// <summary>Run by <c>run</c>.</summary>
    public ToolHandler Run { get; set; } = (_, _) => ValueTask.FromResult(PluginToolResult.Text("done"));

    public void AddTools(IToolSourceContext context)
    {
        var read = context.AddRoute(new RouteReference("some.read", $"{Path}:Route", Route, "GET /echo/items/{id}") { Parameters = new Dictionary<string, string> { ["id"] = "string!", ["q"] = "string" } });
        var save = context.AddRoute(new RouteReference("some.save", $"{Path}:Route", Route, "POST /echo/items") { Parameters = new Dictionary<string, string> { ["text"] = "string!" } });
        context.AddTool(new PluginTool("greet", "Greets somebody.", Greet)
        {
            Title = "Greet",
            Parameters = [new ToolParameter("name", "string!", "Whom."), new ToolParameter("times", "integer", "How often.") { Minimum = 1, Maximum = 3, Default = JsonElement.Parse("1") }],
            IsReadOnly = true,
        }, Path);
        context.AddTool(new PluginTool("run", "Runs what the test says.", (call, cancelled) => Run(call, cancelled))
        {
            InputSchema = """{"type":"object","properties":{"id":{"type":"string"},"context":{"type":"string"}}}""",
            HandleParameter = "context",
            IsDestructive = true,
            IsOpenWorld = true,
            Timeout = TimeSpan.FromSeconds(30),
        }, Path);
        if (read is not null && save is not null)
        {
            context.AddTool(new PluginTool("call_route", "Reads through the route.", async (call, cancelled) => Answer(await read.SendAsync(call, Copy(call), cancellationToken: cancelled)))
            {
                Parameters = [new ToolParameter("id", "string!", "Which."), new ToolParameter("q", "string", "A filter.")],
                IsReadOnly = true,
            }, Path);
            context.AddTool(new PluginTool("resolve", "Looks what a read would run in.", async (call, cancelled) =>
            {
                var exchange = await read.ResolveAsync(call, """{"id":"1"}"""u8.ToArray(), new RequestedContext { Region = "eu" }, cancelled);
                return PluginToolResult.Text($"{exchange.Requested.Region} {exchange.ToolName} {exchange.RequestId == call.Exchange.RequestId}");
            }), Path);
            context.AddTool(new PluginTool("save", "Writes through the route.", async (call, cancelled) => Answer(await save.SendAsync(call, """{"text":"saved"}"""u8.ToArray(), new RequestedContext { Profile = "p1" }, cancelled))), Path);
        }
    }

    private static ValueTask<PluginToolResult> Greet(PluginToolCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PluginToolResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("greeting", string.Concat(Enumerable.Repeat($"Hello {call.GetText("name")}!", call.GetInteger("times") ?? 0)));
            writer.WriteEndObject();
        }));

    private static byte[] Copy(PluginToolCall call) => JsonSerializer.SerializeToUtf8Bytes(call.Arguments);

    private static PluginToolResult Answer(RouteAnswer answer) => PluginToolResult.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("status", answer.Status);
        writer.WriteString("type", answer.Headers.ContentType.ToString());
        writer.WriteString("profile", answer.Exchange.Requested.Profile);
        writer.WritePropertyName("body");
        writer.WriteRawValue(answer.Body.Span);
        writer.WriteEndObject();
    });
}
