using McpProxy.Configuration;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Http;

/// <summary>Keeps the <see cref="HttpReplyContext"/> of the current configuration.</summary>
internal sealed class HttpReplyContexts(TimeProvider time, JsonWriterPool writers, McpMetrics metrics, UnreadAnswers unread, SessionStreams streams)
{
    private readonly DelayTimerPool _delayTimers = new(time);
    private HttpReplyContext? _latest;

    public TimeProvider Time => time;

    public HttpReplyContext For(McpConfig config)
    {
        var latest = Volatile.Read(ref _latest);
        if (latest is not null && ReferenceEquals(latest.Config, config))
        {
            return latest;
        }

        latest = new HttpReplyContext(time, _delayTimers, writers, metrics, unread, streams, config);
        Volatile.Write(ref _latest, latest);
        return latest;
    }
}
