using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Sessions;

/// <summary>
/// A client that opened with <c>initialize</c>: what was agreed on, and what runs for it. Thread-safe. Over stdio the
/// connection is the session and has no id.
/// </summary>
internal sealed class McpSession : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly RunningCalls _calls = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ChangeSubscription _changes;
    private Dictionary<string, SessionScope>? _streams;
    private ClientRequests? _requests;
    private IAsyncDisposable? _peer;
    private int _uses;
    private bool _isEnded;

    public McpSession(string? id, ProtocolRevision revision, ClientCapabilities client, string principal, string? toolset, ChangeFeed changes)
    {
        Id = id;
        Revision = revision;
        Client = client;
        Principal = principal;
        Toolset = toolset;
        Resources = new ResourceSubscriptions(Changes, principal);
        _changes = changes.Subscribe(Changes, CatalogLists.Tools | CatalogLists.Prompts | CatalogLists.Resources);
    }

    public string? Id { get; }

    /// <summary>The key of what is kept of it in the state store; a connection has one too.</summary>
    public string StateId => field ??= Id ?? SessionId.CreateForConnection();

    public ProtocolRevision Revision { get; }

    /// <summary>What the client can be asked for.</summary>
    public ClientCapabilities Client { get; }

    /// <summary>From which level on the client is sent log messages; it can change it (<c>logging/setLevel</c>).</summary>
    public McpLogLevel LogLevel
    {
        get;
        set
        {
            IsChanged |= field != value;
            field = value;
        }
    } = McpLogLevel.Info;

    /// <summary>Whether it says something else than its record in the state store.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Whether it was opened here, and not taken over from another replica.</summary>
    public bool IsHome { get; init; } = true;

    /// <summary>What the client was asked and has not answered yet.</summary>
    public ClientRequests Requests => LazyInitializer.EnsureInitialized(ref _requests, static () => new ClientRequests());

    /// <summary>The caller that opened it (<see cref="PrincipalKey"/>); to all others it does not exist.</summary>
    public string Principal { get; }

    /// <summary>The toolset it was opened on.</summary>
    public string? Toolset { get; }

    /// <summary>Timestamp of its last use; meaningful while it is idle.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Timestamp at which its record was last kept from expiring.</summary>
    public long LastKept { get; set; }

    /// <summary>Whether a request or stream of it is open; then it does not time out.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_lock)
            {
                return _uses > 0;
            }
        }
    }

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What the client must still be told.</summary>
    public ChangeQueue Changes { get; } = new();

    /// <summary>The resources whose changes it wants to be told.</summary>
    public ResourceSubscriptions Resources { get; }

    /// <summary>Whether it is this caller's, opened on this toolset; to others it does not exist.</summary>
    public bool IsOf(string principal, string? toolset) =>
        string.Equals(Principal, principal, StringComparison.Ordinal) && string.Equals(Toolset, toolset, StringComparison.Ordinal);

    /// <summary>Notes the begin of a request or stream.</summary>
    /// <returns>False when the session has ended meanwhile.</returns>
    public bool TryEnter(long timestamp)
    {
        lock (_lock)
        {
            LastUsed = timestamp;
            _uses += _isEnded ? 0 : 1;
            return !_isEnded;
        }
    }

    /// <summary>Notes the end of a request or stream.</summary>
    public void Leave(long timestamp)
    {
        lock (_lock)
        {
            LastUsed = timestamp;
            _uses--;
        }
    }

    /// <summary>Begins a request; dispose it when it has ended.</summary>
    public RunningCall BeginCall(ReadOnlyMemory<byte> requestId) => _calls.Begin(requestId, Ended);

    /// <summary>Cancels a running request.</summary>
    /// <returns>Whether it runs here.</returns>
    public bool Cancel(ReadOnlyMemory<byte> requestId) => _calls.Cancel(requestId);

    /// <summary>
    /// Makes the caller the one reader of a stream. An older one is ended: a client that lost its connection must not wait
    /// until we notice.
    /// </summary>
    /// <param name="stream">Name of the stream.</param>
    /// <returns>Says when reading must end. Give it back with <see cref="ReturnStream"/>.</returns>
    public SessionScope TakeStream(string stream)
    {
        var reader = new SessionScope(Ended);
        SessionScope? earlier;
        lock (_lock)
        {
            _streams ??= new Dictionary<string, SessionScope>(1, StringComparer.Ordinal);
            _streams.Remove(stream, out earlier);
            _streams[stream] = reader;
        }

        earlier?.End();
        return reader;
    }

    /// <summary>Ends the reading of a stream, which another replica has begun.</summary>
    public void LoseStream(string stream)
    {
        SessionScope? reader = null;
        lock (_lock)
        {
            _streams?.Remove(stream, out reader);
        }

        reader?.End();
    }

    /// <summary>Whether the client reads a stream from this replica.</summary>
    public bool HasStream(string stream)
    {
        lock (_lock)
        {
            return _streams?.ContainsKey(stream) == true;
        }
    }

    public void ReturnStream(string stream, SessionScope reader)
    {
        lock (_lock)
        {
            if (_streams is not null && _streams.TryGetValue(stream, out var current) && ReferenceEquals(current, reader))
            {
                _streams.Remove(stream);
            }
        }

        reader.Dispose();
    }

    /// <summary>What an engine keeps for the session; made at its first use, disposed with the session.</summary>
    public T GetPeer<T>(Func<T> create)
        where T : class, IAsyncDisposable
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnded, this);
            _peer ??= create();
            return (T)_peer;
        }
    }

    /// <summary>Ends it if nothing of it is in use.</summary>
    public bool TryEndIdle()
    {
        lock (_lock)
        {
            if (_uses > 0 || _isEnded)
            {
                return false;
            }

            _isEnded = true;
            return true;
        }
    }

    /// <summary>Ends it: streams close, running requests are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable? peer;
        lock (_lock)
        {
            _isEnded = true;
            (peer, _peer) = (_peer, null);
        }

        _changes.Dispose();
        Resources.Dispose();
        await _ended.CancelAsync();
        if (peer is not null)
        {
            await peer.DisposeAsync();
        }
    }
}
