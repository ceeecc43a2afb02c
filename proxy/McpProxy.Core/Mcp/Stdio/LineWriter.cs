using System.Buffers;
using System.IO.Pipelines;

namespace McpProxy.Mcp.Stdio;

/// <summary>Writes messages to the output, one on a line, one at a time.</summary>
internal sealed class LineWriter(Stream output) : IAsyncDisposable
{
    private readonly PipeWriter _output = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _broken = new();

    /// <summary>Cancelled when nobody reads the output any more.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Sends a message that is already JSON on one line.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => SendAsync(message, static (output, json) => output.Write(json.Span));

    /// <summary>Sends a message that is written straight into the output.</summary>
    public async ValueTask SendAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (!_broken.IsCancellationRequested)
            {
                write(_output, state);
                _output.Write("\n"u8);
                await _output.FlushAsync(CancellationToken.None);
            }
        }
        catch (IOException)
        {
            await _broken.CancelAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        if (!_broken.IsCancellationRequested)
        {
            await _output.CompleteAsync();
        }

        _broken.Dispose();
        _turn.Dispose();
    }
}
