using McpProxy.State;

namespace McpProxy.Mcp.Sessions;

/// <summary>The events of one stream of a session, kept for a while so that any replica can send them again.</summary>
internal sealed class StreamLog(IStateStore state, string sessionId, string stream, StateLogLimits limits)
{
    private const int PageSize = 64;

    private readonly string _name = $"mcp/events/{sessionId}/{stream}";

    /// <summary>Name of the stream, unique within the session.</summary>
    public string Stream { get; } = stream;

    /// <summary>Adds an event and wakes who follows.</summary>
    /// <param name="data">One of <see cref="StreamEvent"/>, then the message.</param>
    /// <returns>The number of the event.</returns>
    public async ValueTask<long> AppendAsync(ReadOnlyMemory<byte> data)
    {
        var number = await state.Logs.AppendAsync(_name, data, limits, CancellationToken.None);
        await state.Channels.PublishAsync(_name, default, CancellationToken.None);
        return number;
    }

    /// <summary>Reads some events that came after one.</summary>
    public ValueTask<StateLogPage> ReadAsync(long after, CancellationToken cancellationToken) => state.Logs.ReadAsync(_name, after, PageSize, cancellationToken);

    /// <summary>Keeps the events although there are no new ones.</summary>
    public ValueTask<bool> TouchAsync() => state.Logs.TouchAsync(_name, limits.TimeToLive, CancellationToken.None);

    /// <summary>Hears of new events until the result is disposed; some may be missed.</summary>
    public ValueTask<IAsyncDisposable> FollowAsync(Action wake, CancellationToken cancellationToken) =>
        state.Channels.SubscribeAsync(_name, _ => wake(), cancellationToken);
}
