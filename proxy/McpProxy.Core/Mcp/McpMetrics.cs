using System.Diagnostics;
using System.Diagnostics.Metrics;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using McpProxy.Telemetry;

namespace McpProxy.Mcp;

/// <summary>Instruments of the MCP endpoint. Labels come from fixed lists, so callers cannot add to them.</summary>
internal sealed class McpMetrics
{
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _sessions;
    private readonly UpDownCounter<long> _streams;
    private readonly UpDownCounter<long> _webSockets;
    private readonly Counter<long> _webSocketCloses;

    public McpMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(new MeterOptions(McpProxyTelemetry.MeterName) { Version = McpProxyTelemetry.Version });
        _requests = meter.CreateCounter<long>("mcpproxy.mcp.requests", "{request}", "MCP messages by method, era and outcome.");
        _duration = meter.CreateHistogram<double>("mcpproxy.mcp.request.duration", "s", "Time from an MCP message to the end of its answer, streams included.");
        _sessions = meter.CreateUpDownCounter<long>("mcpproxy.mcp.sessions", "{session}", "Open sessions of initialize-era clients.");
        _streams = meter.CreateUpDownCounter<long>("mcpproxy.mcp.streams", "{stream}", "Open event streams.");
        _webSockets = meter.CreateUpDownCounter<long>("mcpproxy.mcp.websockets", "{connection}", "Open WebSocket connections.");
        _webSocketCloses = meter.CreateCounter<long>("mcpproxy.mcp.websocket.closes", "{connection}", "Ended WebSocket connections by reason.");
    }

    public bool IsEnabled => _requests.Enabled || _duration.Enabled;

    public void SessionOpened() => _sessions.Add(1);

    public void SessionClosed() => _sessions.Add(-1);

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void WebSocketOpened() => _webSockets.Add(1);

    public void WebSocketClosed(string reason)
    {
        _webSocketCloses.Add(1, new KeyValuePair<string, object?>("reason", reason));
        _webSockets.Add(-1);
    }

    public void RequestEnded(McpMethod method, bool modern, ReplyOutcome outcome, TimeSpan duration)
    {
        var tags = new TagList
        {
            { "method", McpMethods.Name(method) },
            { "era", modern ? "modern" : "legacy" },
            { "outcome", Name(outcome) },
        };
        _requests.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Counts a message that never reached its method.</summary>
    public void RequestRefused(McpMethod method, bool modern) =>
        _requests.Add(1, new("method", McpMethods.Name(method)), new("era", modern ? "modern" : "legacy"), new("outcome", "error"));

    private static string Name(ReplyOutcome outcome) => outcome switch
    {
        ReplyOutcome.Ok => "ok",
        ReplyOutcome.ToolError => "tool_error",
        ReplyOutcome.Fault => "error",
        ReplyOutcome.Challenged => "challenged",
        _ => "cancelled",
    };
}
