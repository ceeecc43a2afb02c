using System.IO.Pipelines;
using McpProxy.Shaping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Dispatch;

/// <summary>
/// The response half of an in-process exchange. The first write fixes status and headers and chooses, by them, where the
/// body goes; the body is then handed over piece by piece.
/// </summary>
internal sealed class ResponseCollector(ResponseIntake intake) : IHttpResponseFeature, IHttpResponseBodyFeature
{
    private List<(Func<object, Task> Callback, object State)>? _starting;
    private List<(Func<object, Task> Callback, object State)>? _completed;
    private CollectorStream? _stream;
    private PipeWriter? _writer;
    private IBodySink? _sink;

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderList();

    public bool HasStarted { get; private set; }

    /// <summary>The body so far; null when none was written.</summary>
    public IBodySink? Sink => _sink;

    Stream IHttpResponseFeature.Body { get => Stream; set => throw new NotSupportedException("Replace the response body with IHttpResponseBodyFeature."); }

    public Stream Stream => _stream ??= new CollectorStream(this);

    public PipeWriter Writer => _writer ??= PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));

    public void OnStarting(Func<object, Task> callback, object state) => (_starting ??= []).Add((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => (_completed ??= []).Add((callback, state));

    public void DisableBuffering()
    {
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        for (var i = (_starting?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (callback, state) = _starting![i]; // counted above
            await callback(state);
        }

        HasStarted = true;
    }

    public async Task CompleteAsync()
    {
        await StartAsync();
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }
    }

    /// <summary>Ends the exchange: callbacks run, the body is whole.</summary>
    public async ValueTask FinishAsync()
    {
        if (_starting is not null || _writer is not null)
        {
            await CompleteAsync();
        }

        for (var i = (_completed?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (callback, state) = _completed![i]; // counted above
            await callback(state);
        }
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        await SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_sink is not null)
        {
            return _sink.WriteAsync(bytes, cancellationToken);
        }

        return bytes.IsEmpty ? default : FirstWriteAsync(bytes, cancellationToken);
    }

    private async ValueTask FirstWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!HasStarted)
        {
            await StartAsync(cancellationToken);
        }

        _sink = intake.Open(StatusCode, Headers);
        await _sink.WriteAsync(bytes, cancellationToken);
    }
}
