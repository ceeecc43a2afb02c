using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Inbound;

/// <summary>
/// The whole body of a request in one piece of memory, up to a limit. A body that the server received in one piece is
/// used where it lies; others are copied into a pooled buffer. Dispose it when nothing points into it any more.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private PipeReader? _source;
    private SequencePosition _end;
    private byte[]? _rented;

    private RequestBody(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">Largest size that is read.</param>
    /// <param name="arrival">Fires when the rest is not waited for any longer.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>The body; null when it is larger than <paramref name="maxBytes"/>.</returns>
    /// <exception cref="BadHttpRequestException">The request is not valid HTTP, or came too slowly.</exception>
    /// <exception cref="BodyDidNotArriveException"><paramref name="arrival"/> fired first.</exception>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken arrival, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        LiftServerLimit(request.HttpContext, maxBytes);
        var reader = request.BodyReader;
        while (true)
        {
            var reading = reader.ReadAsync(cancellationToken);
            var read = reading.IsCompleted ? await reading : await WaitAsync(reader, reading, arrival);
            // The server cancels reads too when it stops, and then goes on to receive.
            if (read.IsCanceled && arrival.IsCancellationRequested)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw new BodyDidNotArriveException();
            }

            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                return Take(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }

        _source?.AdvanceTo(_end);
        _source = null;
    }

    /// <summary>Waits for more. Most bodies come with their head and never get here.</summary>
    private static async ValueTask<ReadResult> WaitAsync(PipeReader reader, ValueTask<ReadResult> reading, CancellationToken arrival)
    {
        using var giveUp = arrival.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), reader);
        return await reading;
    }

    private static RequestBody Take(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
        {
            return new RequestBody(buffer.First) { _source = reader, _end = buffer.End };
        }

        var length = (int)buffer.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        buffer.CopyTo(rented);
        reader.AdvanceTo(buffer.End);
        return new RequestBody(rented.AsMemory(0, length)) { _rented = rented };
    }

    /// <summary>The server's own limit (30 MB in Kestrel) must not undercut a larger one that the operator set for MCP.</summary>
    private static void LiftServerLimit(HttpContext context, int maxBytes)
    {
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is { IsReadOnly: false } && feature.MaxRequestBodySize < maxBytes)
        {
            feature.MaxRequestBodySize = maxBytes;
        }
    }
}
