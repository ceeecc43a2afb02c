using System.Collections.Frozen;
using System.Text.Json;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Tools.Plugins;

/// <summary>The endpoint of a plugin's tool: reads the arguments, lets the corridor run, then the plugin.</summary>
internal sealed class PluginToolRunner
{
    private static readonly JsonDocument _noArguments = JsonDocument.Parse("{}");

    /// <summary>How deep arguments may be was decided when they were checked.</summary>
    private static readonly JsonDocumentOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    private readonly PluginTool _tool;
    private readonly Corridor _corridor;

    public PluginToolRunner(PluginTool tool, Corridor corridor)
    {
        _tool = tool;
        _corridor = corridor;
        Endpoint = corridor.CreateEndpoint(tool.Name, EnterAsync, RunAsync);
    }

    public Endpoint Endpoint { get; }

    private async Task EnterAsync(HttpContext context)
    {
        var request = (CorridorRequest)context.Features.GetRequiredFeature<IHttpRequestFeature>(); // Nothing else leads here.
        // The body is in memory, and was made of valid arguments.
        using var body = request.CanHaveBody ? await JsonDocument.ParseAsync(request.Body, _anyDepth, context.RequestAborted) : null;
        using var answers = request.Call?.Input is { Responses.IsEmpty: false } input ? JsonDocument.Parse(input.Responses, _anyDepth) : null;
        var exchange = context.Features.GetRequiredFeature<ProxyExchange>();
        var call = new PluginToolCall
        {
            HttpContext = context,
            Exchange = exchange,
            Arguments = (body ?? _noArguments).RootElement,
            CanAskUser = request.Call?.CanAskUser ?? false,
            Answers = answers is null ? FrozenDictionary<string, JsonElement>.Empty : ByKey(answers.RootElement),
            State = request.Call?.Input?.State,
            Reporter = request.Call?.Progress is { } progress ? progress.ReportAsync : null,
        };
        if (_tool.HandleParameter is { } name && call.GetText(name) is { } handle)
        {
            exchange.Requested.Handle = handle;
        }

        context.Features.Set(call);
        await _corridor.EnterAsync(context);
    }

    private async Task RunAsync(HttpContext context)
    {
        var call = context.Features.GetRequiredFeature<PluginToolCall>();
        try
        {
            var result = await _tool.Handler(call, context.RequestAborted);
            await PluginResultWriter.WriteAsync(result, context);
        }
        catch (ProxyErrorException failure)
        {
            call.Exchange.Fail(context, failure.Error);
        }
    }

    private static Dictionary<string, JsonElement> ByKey(JsonElement answers) =>
        answers.EnumerateObject().ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
}
