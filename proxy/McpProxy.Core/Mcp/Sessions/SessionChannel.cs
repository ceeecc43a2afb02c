using System.Security.Cryptography;
using System.Text;
using McpProxy.State;

namespace McpProxy.Mcp.Sessions;

/// <summary>
/// The channel on which replicas tell each other of sessions. One for all sessions: such messages are rare, and ten thousand
/// subscriptions are not.
/// </summary>
internal sealed class SessionChannel(IStateStore state) : IAsyncDisposable
{
    private const string Name = "mcp/sessions";
    private const int OriginLength = 16;
    private const int KindAt = OriginLength;
    private const int IdAt = KindAt + 1;
    private const int PayloadAt = IdAt + SessionId.Length;

    private readonly string _origin = RandomNumberGenerator.GetHexString(OriginLength, lowercase: true);
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private IAsyncDisposable? _subscription;

    /// <summary>Listens from now on; does nothing when it already does.</summary>
    /// <param name="receive">Takes what other replicas say. It must not throw or block.</param>
    public async ValueTask ListenAsync(Action<SessionMessage> receive)
    {
        if (Volatile.Read(ref _subscription) is not null)
        {
            return;
        }

        await _subscribing.WaitAsync(CancellationToken.None);
        try
        {
            _subscription ??= await state.Channels.SubscribeAsync(Name, message => Receive(message, receive), CancellationToken.None);
        }
        finally
        {
            _subscribing.Release();
        }
    }

    /// <summary>Tells the other replicas.</summary>
    public ValueTask PublishAsync(SessionMessageKind kind, string sessionId, ReadOnlyMemory<byte> payload = default)
    {
        var message = new byte[PayloadAt + payload.Length];
        Encoding.ASCII.GetBytes(_origin, message);
        message[KindAt] = (byte)kind;
        Encoding.ASCII.GetBytes(sessionId, message.AsSpan(IdAt));
        payload.Span.CopyTo(message.AsSpan(PayloadAt));
        return state.Channels.PublishAsync(Name, message, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }

        _subscribing.Dispose();
    }

    private void Receive(ReadOnlyMemory<byte> message, Action<SessionMessage> receive)
    {
        if (message.Length < PayloadAt || Ascii.Equals(message.Span[..OriginLength], _origin))
        {
            return; // Our own: what it says has been done here before it was sent.
        }

        var id = Encoding.ASCII.GetString(message.Span[IdAt..PayloadAt]);
        receive(new SessionMessage((SessionMessageKind)message.Span[KindAt], id, message[PayloadAt..]));
    }
}
