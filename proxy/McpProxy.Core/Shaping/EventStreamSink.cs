using System.Text;
using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;

namespace McpProxy.Shaping;

/// <summary>
/// Reads a stream of events while it runs. An event shaped like progress (<c>{"progress":1,"total":3,"message":"..."}</c>)
/// is reported as such, and one shaped like a log message (<c>{"level":"info","logger":"...","data":...}</c>) is logged to the
/// caller; every other event is kept for the result, and counted as progress while no event of that shape came.
/// </summary>
internal sealed class EventStreamSink(IEventSplitter splitter, int limit, ICallProgress? progress, ICallLog? log) : IBodySink
{
    private const int MaxMessageBytes = 1024;
    private bool _sawProgress;
    private bool _hasEnough;

    /// <summary>What is kept of each event; null for all of it.</summary>
    public TruncationRules? Rules { get; init; }

    /// <summary>Leaves out rows that are too many; null when none is.</summary>
    public ITruncator? Limiter { get; init; }

    /// <summary>Is told at the end what was left out.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>The kept events, each followed by a line feed.</summary>
    public PooledBuffer Kept { get; } = new();

    /// <summary>The number of kept events.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every kept event is one JSON value.</summary>
    public bool AllJson { get; private set; } = true;

    public bool TooLarge { get; private set; }

    public bool Refused => TooLarge || _hasEnough;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Append(bytes.Span);
        await TakeAllAsync(atEnd: false, cancellationToken);
        TooLarge = splitter.TooLarge || Kept.Length > limit;
        if (Refused)
        {
            throw new BodyRefusedException();
        }
    }

    /// <summary>Takes what the end of the stream left unfinished; <see cref="Kept"/> is whole afterwards.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (!TooLarge)
        {
            EndLimiter();
            await TakeAllAsync(atEnd: true, cancellationToken);
            splitter.Dispose();
        }
    }

    public void Dispose()
    {
        splitter.Dispose();
        Limiter?.Dispose();
        Kept.Dispose();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (Limiter is null || bytes.IsEmpty)
        {
            splitter.Append(bytes);
            return;
        }

        Limiter.Write(bytes);
        _hasEnough = Limiter.IsDone;
        AppendReady(Limiter);
    }

    private void EndLimiter()
    {
        if (Limiter is not null)
        {
            Limiter.Complete();
            AppendReady(Limiter);
            if (Limiter.Notice is { } notice)
            {
                Tell?.Invoke(notice);
            }

            Limiter.Dispose();
        }
    }

    private void AppendReady(ITruncator limiter)
    {
        splitter.Append(limiter.Ready.Span);
        limiter.Release(limiter.Ready.Length);
    }

    private async ValueTask TakeAllAsync(bool atEnd, CancellationToken cancellationToken)
    {
        while (TryTakeOne(atEnd, out var report, out var message))
        {
            if (log is not null && message is not null)
            {
                await log.LogAsync(message.Level, message.Logger, message.Data);
            }

            if (progress is not null && !report.IsNone)
            {
                await progress.ReportAsync(report.Value, report.Total, report.Message, cancellationToken);
            }
        }
    }

    private bool TryTakeOne(bool atEnd, out ProgressReport report, out LogReport? message)
    {
        report = ProgressReport.None;
        message = null;
        if (!splitter.TryTake(atEnd, out var data))
        {
            return false;
        }

        if (ProgressReport.TryParse(data, out var parsed))
        {
            _sawProgress = true;
            report = parsed;
            return true;
        }

        if ((message = LogReport.TryParse(data)) is not null)
        {
            return true;
        }

        Keep(data);
        if (!_sawProgress)
        {
            report = new ProgressReport(Count, null, Cut(data));
        }

        return true;
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        var isJson = JsonCheck.IsOneValue(data);
        AllJson &= isJson;
        var start = Kept.Length;
        Kept.Write(data);
        if (isJson)
        {
            // Line feeds between the tokens of a JSON event would look like the end of it.
            LineBreaks.Blank(Kept.Written[start..]);
        }

        Kept.WriteByte((byte)'\n');
        Count++;
    }

    private static string Cut(ReadOnlySpan<byte> data)
    {
        var length = Math.Min(data.Length, MaxMessageBytes);
        while (length > 0 && length < data.Length && (data[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(data[..length]);
    }
}
