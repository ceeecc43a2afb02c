using System.Buffers;
using System.IO.Pipelines;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Stdio;

/// <summary>Splits the input into lines. A line beyond the limit is never held whole.</summary>
internal sealed class LineReader(Stream input) : IAsyncDisposable
{
    private readonly PipeReader _input = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));
    private Task<ReadResult>? _pending;
    private bool _skipping;

    /// <summary>Reads the next line that is not blank.</summary>
    /// <param name="maxBytes">Longest line that is returned; at the first longer one <see cref="LineTooLongException"/> is thrown, once, and reading goes on after it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The line without its break; null at the end.</returns>
    public async ValueTask<PooledBuffer?> ReadAsync(int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await ReadInputAsync(cancellationToken);
            var buffer = read.Buffer;
            if (TryTakeLine(buffer, read.IsCompleted, out var line, out var next))
            {
                var taken = Take(line, maxBytes, next);
                if (taken is not null)
                {
                    return taken;
                }
            }
            else if (read.IsCompleted)
            {
                return null;
            }
            else
            {
                Wait(buffer, maxBytes);
            }
        }
    }

    public ValueTask DisposeAsync() => _pending is null or { IsCompleted: true } ? _input.CompleteAsync() : default;

    private async ValueTask<ReadResult> ReadInputAsync(CancellationToken cancellationToken)
    {
        var reading = _input.ReadAsync(cancellationToken);
        if (reading.IsCompleted)
        {
            return await reading;
        }

        // A console cannot be told to stop reading; the process that wants to end must not wait for a last line.
        _pending = reading.AsTask();
        return await _pending.WaitAsync(cancellationToken);
    }

    private static bool TryTakeLine(ReadOnlySequence<byte> buffer, bool isEnd, out ReadOnlySequence<byte> line, out SequencePosition next)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            next = buffer.GetPosition(1, end);
            return true;
        }

        // The last line may lack its break.
        line = buffer;
        next = buffer.End;
        return isEnd && !buffer.IsEmpty;
    }

    private PooledBuffer? Take(ReadOnlySequence<byte> line, int maxBytes, SequencePosition next)
    {
        var wasSkipping = _skipping;
        _skipping = false;
        try
        {
            if (wasSkipping || IsBlank(line))
            {
                return null;
            }

            return line.Length <= maxBytes ? Copy(line) : throw new LineTooLongException();
        }
        finally
        {
            _input.AdvanceTo(next);
        }
    }

    private static PooledBuffer Copy(ReadOnlySequence<byte> line)
    {
        var copy = new PooledBuffer((int)line.Length);
        foreach (var segment in line)
        {
            copy.Write(segment.Span);
        }

        return copy;
    }

    private void Wait(ReadOnlySequence<byte> buffer, int maxBytes)
    {
        if (!_skipping && buffer.Length <= maxBytes)
        {
            _input.AdvanceTo(buffer.Start, buffer.End);
            return;
        }

        _input.AdvanceTo(buffer.End);
        if (!_skipping)
        {
            _skipping = true;
            throw new LineTooLongException();
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
