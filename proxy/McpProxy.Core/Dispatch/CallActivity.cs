using System.Diagnostics;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>The span of a call, named after its operation. The HTTP client below it passes the trace on to the upstream (W3C Trace Context).</summary>
internal static class CallActivity
{
    /// <summary>Starts the span; null when nobody listens and the caller sent no context that must be carried on.</summary>
    public static Activity? Start(ToolCall call)
    {
        var parent = call.TraceParent == default ? FromHeaders(call.Caller) : call.TraceParent;
        var activity = parent == default
            ? McpProxyTelemetry.Source.StartActivity(call.Operation, ActivityKind.Internal)
            : McpProxyTelemetry.Source.StartActivity(call.Operation, ActivityKind.Server, parent) ?? Carry(call.Operation, parent);
        activity?.SetTag(NameTag(call.Operation), call.Tool.Name);
        activity?.SetTag("mcpproxy.route", call.Tool.RouteId);
        return activity;
    }

    /// <summary>OpenTelemetry's attributes for generative AI; it has none for the names of resources and providers.</summary>
    private static string NameTag(string operation) => operation switch
    {
        CallOperations.ToolsCall => "gen_ai.tool.name",
        CallOperations.PromptsGet => "gen_ai.prompt.name",
        _ => "mcpproxy.name",
    };

    /// <summary>With an activity of its own the host has read the headers already; without one nobody has.</summary>
    private static ActivityContext FromHeaders(HttpContext? caller) =>
        Activity.Current is null && caller?.Request.Headers.TraceParent is { Count: 1 } parent
        && ActivityContext.TryParse(parent, caller.Request.Headers.TraceState, out var context) ? context : default;

    /// <summary>Without a listener the source makes no span, but the caller's trace must still reach the upstream.</summary>
    private static Activity Carry(string operation, ActivityContext parent)
    {
        var activity = new Activity(operation);
        activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        activity.TraceStateString = parent.TraceState;
        return activity.Start();
    }
}
