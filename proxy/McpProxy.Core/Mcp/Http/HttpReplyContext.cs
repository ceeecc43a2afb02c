using McpProxy.Configuration;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Http;

/// <summary>What every HTTP answer of one configuration shares.</summary>
/// <param name="Time">The clock of keep-alives.</param>
/// <param name="DelayTimers">Timers to borrow.</param>
/// <param name="Writers">Writers to borrow.</param>
/// <param name="Metrics">Counts open streams.</param>
/// <param name="Unread">Bounds what callers do not read.</param>
/// <param name="Streams">Makes streams that can be resumed.</param>
/// <param name="Config">The configuration.</param>
internal sealed record HttpReplyContext(TimeProvider Time, DelayTimerPool DelayTimers, JsonWriterPool Writers, McpMetrics Metrics, UnreadAnswers Unread, SessionStreams Streams, McpConfig Config)
{
    /// <summary>Silence after which something is sent.</summary>
    public TimeSpan KeepAliveInterval => Config.KeepAliveInterval;
}
