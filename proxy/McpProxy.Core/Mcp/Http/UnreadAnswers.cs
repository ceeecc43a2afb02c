using McpProxy.Mcp.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Http;

/// <summary>
/// Large answers that wait in memory for their callers to read them. The server allows a response to be read as slowly as some
/// hundred bytes in a second, so that a few callers who ask and do not read could fill the memory for hours. Beyond a limit the
/// answer that has waited longest is given up, with its connection: the caller's own before anybody else's.
/// </summary>
internal sealed partial class UnreadAnswers(ILogger<UnreadAnswers> logger)
{
    /// <summary>What is not larger than this fits into what the server buffers of any response.</summary>
    public const long Small = 64 * 1024;

    /// <summary>So much that a burst of large answers, which are read, ends none of them, and little enough that those which are not read leave room for the rest.</summary>
    private static readonly long _defaultLimit = Math.Max(256L * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    private readonly Lock _gate = new();
    private readonly LinkedList<Answer> _waiting = []; // The one that has waited longest is first.
    private long _bytes;

    /// <summary>Sends what is written into a response, and waits until the caller has read most of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="bytes">How much is written.</param>
    /// <param name="limit">Bytes of large answers that may wait; a single one may be larger. Null for the default.</param>
    public async ValueTask FlushAsync(HttpContext http, long bytes, long? limit)
    {
        var output = http.Response.BodyWriter;
        if (bytes <= Small)
        {
            await output.FlushAsync(CancellationToken.None);
            return;
        }

        var node = Add(new Answer(http, PrincipalKey.ShareOf(PrincipalKey.Of(http)), bytes), limit ?? _defaultLimit);
        try
        {
            await output.FlushAsync(CancellationToken.None);
        }
        finally
        {
            Remove(node);
        }
    }

    private LinkedListNode<Answer> Add(Answer answer, long limit)
    {
        lock (_gate)
        {
            while (_bytes + answer.Bytes > limit && _waiting.First is not null)
            {
                GiveUp(OldestOf(answer.Share) ?? _waiting.First);
            }

            _bytes += answer.Bytes;
            return _waiting.AddLast(answer);
        }
    }

    private LinkedListNode<Answer>? OldestOf(string share)
    {
        var node = _waiting.First;
        while (node is not null && node.Value.Share != share)
        {
            node = node.Next;
        }

        return node;
    }

    /// <summary>Under the lock: the request of an answer that waits has not ended.</summary>
    private void GiveUp(LinkedListNode<Answer> node)
    {
        Remove(node);
        Log.GivenUp(logger, node.Value.Bytes, node.Value.Http.TraceIdentifier);
        node.Value.Http.Abort();
    }

    private void Remove(LinkedListNode<Answer> node)
    {
        lock (_gate)
        {
            if (node.List is not null)
            {
                _waiting.Remove(node);
                _bytes -= node.Value.Bytes;
            }
        }
    }

    private sealed record Answer(HttpContext Http, string Share, long Bytes);

    private static partial class Log
    {
        [LoggerMessage(404, LogLevel.Warning, "An answer of {Bytes} bytes is given up with its connection: its caller has not read it, and others want the room of Mcp:Limits:MaxUnreadBytes (request {RequestId}).")]
        public static partial void GivenUp(ILogger logger, long bytes, string requestId);
    }
}
