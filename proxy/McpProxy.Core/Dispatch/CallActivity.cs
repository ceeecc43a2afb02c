using System.Diagnostics;
using McpProxy.Telemetry;

namespace McpProxy.Dispatch;

/// <summary>The span of a tool call. The HTTP client below it passes the trace on to the upstream (W3C Trace Context).</summary>
internal static class CallActivity
{
    /// <summary>Starts the span; null when nobody listens and the caller sent no context that must be carried on.</summary>
    public static Activity? Start(ToolCall call)
    {
        var activity = call.TraceParent == default
            ? McpProxyTelemetry.Source.StartActivity("tools/call", ActivityKind.Internal)
            : McpProxyTelemetry.Source.StartActivity("tools/call", ActivityKind.Server, call.TraceParent) ?? Carry(call.TraceParent);
        activity?.SetTag("gen_ai.tool.name", call.Tool.Name);
        activity?.SetTag("mcpproxy.route", call.Tool.RouteId);
        return activity;
    }

    /// <summary>Without a listener the source makes no span, but the caller's trace must still reach the upstream.</summary>
    private static Activity Carry(ActivityContext parent)
    {
        var activity = new Activity("tools/call");
        activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        activity.TraceStateString = parent.TraceState;
        return activity.Start();
    }
}
