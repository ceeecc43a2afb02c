using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Http;

/// <summary>What every HTTP answer of one configuration shares.</summary>
/// <param name="Time">The clock of keep-alives.</param>
/// <param name="DelayTimers">Timers to borrow.</param>
/// <param name="Writers">Writers to borrow.</param>
/// <param name="Metrics">Counts open streams.</param>
/// <param name="KeepAliveInterval">Silence after which something is sent.</param>
internal sealed record HttpReplyContext(TimeProvider Time, DelayTimerPool DelayTimers, JsonWriterPool Writers, McpMetrics Metrics, TimeSpan KeepAliveInterval);
