using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>
/// What we asked one initialize-era client and it has not answered yet. The requests travel on the stream of the call that
/// needs the answer; the answers come as messages of their own and are matched by id. Thread-safe.
/// </summary>
internal sealed class ClientRequests
{
    private static readonly ClientAnswer Left = new(default, """{"code":-32603,"message":"the client has left"}"""u8.ToArray());

    // Ids of a session stay apart even when several replicas ask its client.
    private readonly string _prefix = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly ConcurrentDictionary<string, ClientRequest> _pending = new(StringComparer.Ordinal);
    private int _last;
    private volatile bool _closed;

    /// <summary>The number of requests that wait for an answer.</summary>
    public int Count => _pending.Count;

    /// <summary>Notes a request that is about to be sent.</summary>
    public ClientRequest Begin()
    {
        var number = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var request = new ClientRequest(this, $"\"{_prefix}-{number}\"");
        _pending[request.Id] = request;
        if (_closed)
        {
            request.Complete(Left);
        }

        return request;
    }

    /// <summary>Takes an answer. One to a request that nobody waits for any more is dropped.</summary>
    /// <param name="response">The message; it is copied.</param>
    /// <returns>Whether somebody waited for it.</returns>
    public bool TryComplete(Envelope response)
    {
        if (!_pending.TryRemove(Encoding.UTF8.GetString(response.Id.Span), out var request))
        {
            return false;
        }

        // JSON-RPC allows one of the two; whoever sends both has failed.
        request.Complete(response.Error.IsMissing
            ? new ClientAnswer(response.Result.Raw.ToArray(), default)
            : new ClientAnswer(default, response.Error.Raw.ToArray()));
        return true;
    }

    /// <summary>The client has left: nothing is answered any more.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var (_, request) in _pending)
        {
            request.Complete(Left);
        }
    }

    public void Remove(ClientRequest request) => _pending.TryRemove(request.Id, out _);
}
