using System.Text.Json.Nodes;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>Makes the tools of one section: with its prefix, a handle of a context as the last argument, and failures of use as results.</summary>
internal sealed class AdsToolBuilder(AmazonAdsOptions options)
{
    private const string HandleParameter = "context";

    private static readonly ToolParameter _handle = new(HandleParameter, "string", "The context of this call: the 'context' of an earlier result. Clients without a session keep their choices by it.");

    /// <summary>A tool that changes nothing.</summary>
    public PluginTool Read(string name, string description, Func<PluginToolCall, CancellationToken, ValueTask<JsonObject>> handler, params IEnumerable<ToolParameter> parameters) =>
        Make(name, description, handler, parameters) with { IsReadOnly = true };

    /// <summary>A tool that changes what the caller has chosen; saying it twice changes nothing more.</summary>
    public PluginTool Change(string name, string description, Func<PluginToolCall, CancellationToken, ValueTask<JsonObject>> handler, params IEnumerable<ToolParameter> parameters) =>
        Make(name, description, handler, parameters) with { IsIdempotent = true };

    /// <summary>A tool whose handler makes the whole result.</summary>
    public PluginTool Raw(string name, string description, ToolHandler handler, params IEnumerable<ToolParameter> parameters) =>
        new(options.ToolPrefix + name, description, (call, cancelled) => RunAsync(handler, call, cancelled))
        {
            Parameters = [.. parameters, _handle],
            HandleParameter = HandleParameter,
            Authorization = options.Authorization,
            IsOpenWorld = true,
        };

    private PluginTool Make(string name, string description, Func<PluginToolCall, CancellationToken, ValueTask<JsonObject>> handler, IEnumerable<ToolParameter> parameters) =>
        Raw(name, description, async (call, cancelled) => Result(await handler(call, cancelled)), parameters);

    /// <summary>A result that is an object.</summary>
    public static PluginToolResult Result(JsonObject members) => PluginToolResult.Json(writer => members.WriteTo(writer));

    private static async ValueTask<PluginToolResult> RunAsync(ToolHandler handler, PluginToolCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await handler(call, cancellationToken);
        }
        catch (UseFailure failure)
        {
            return failure.ToResult();
        }
    }
}
