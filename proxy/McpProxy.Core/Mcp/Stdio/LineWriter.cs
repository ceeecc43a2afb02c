using System.Buffers;
using System.IO.Pipelines;
using McpProxy.Mcp.Connections;

namespace McpProxy.Mcp.Stdio;

/// <summary>Writes messages to the output, one on a line, one at a time.</summary>
internal sealed class LineWriter(Stream output) : IMessageOutput, IAsyncDisposable
{
    private readonly PipeWriter _output = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _broken = new();

    public CancellationToken Broken => _broken.Token;

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => SendAsync(message, static (output, json) => output.Write(json.Span));

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
