using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Rows;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping;

/// <summary>Chooses the sink of a response body by status and media type.</summary>
/// <param name="binding">How the answer becomes a result.</param>
/// <param name="shape">What is kept of it; null for all.</param>
/// <param name="progress">Where progress is reported, or null.</param>
/// <param name="log">Where messages are logged, or null.</param>
internal sealed class ResponseIntake(ResponseBinding binding, AnswerShape? shape, ICallProgress? progress, ICallLog? log)
{
    /// <summary>An error body is quoted, not returned: its beginning is enough.</summary>
    private const int ErrorBodyLimit = 64 * 1024;

    /// <summary>What keeps the whole of answers that are shortened; null when nothing does.</summary>
    public AnswerKeeper? Keeper { get; init; }

    /// <summary>The exchange.</summary>
    public HttpContext? Exchange { get; set; }

    /// <summary>Takes what the route cuts of answers that are shortened here again; null when none are.</summary>
    public NoteRelay? Relay { get; } = RelayFor(binding, shape);

    public IBodySink Open(int status, IHeaderDictionary headers)
    {
        var length = headers.ContentLength;
        if (status >= StatusCodes.Status300MultipleChoices)
        {
            return new PlainSink(Math.Min(binding.MaxBytes, ErrorBodyLimit), length);
        }

        if (binding.Kind == ResponseKind.Link)
        {
            return new RefusingSink();
        }

        var type = MediaType.Of(headers.ContentType.ToString());
        if (shape?.Whole is { } limits && TruncatableBody.TryOpen(status, headers, binding.MediaType ?? type) is { } coding)
        {
            var gives = false;
            var rest = limits.KeepsWhole && Exchange is not null ? Keeper?.Begin(Exchange, type.Length > 0 ? type : "application/json", choice: null, out gives) : null;
            return new TruncatingSink(limits, binding.MaxBytes, coding, binding.Decoding, isJson: type.Length > 0 || binding.MediaType is not null, shape.Text, TellText, rest, gives, Relay, AnswerPage.Of(limits.Paging, Exchange));
        }

        if (TruncatableBody.IsWhole(status) && TryLimit(type, headers) is { } limited)
        {
            return limited;
        }

        return type switch
        {
            // A resource is what the upstream holds, byte for byte.
            _ when headers.ContentEncoding.Count > 0 || binding.Kind == ResponseKind.Resource => new PlainSink(binding.MaxBytes, length),
            _ when IsEvents(type) => OpenEvents(type, limiter: null),
            _ => new PlainSink(binding.MaxBytes, length),
        };
    }

    private static NoteRelay? RelayFor(ResponseBinding binding, AnswerShape? shape)
    {
        var json = shape?.Whole is not null && (binding.MediaType is null || MediaType.IsJson(binding.MediaType));
        var rows = shape?.Rows is not null && binding.MediaType is null && binding.Kind != ResponseKind.Link;
        return json || rows ? new NoteRelay(json, rows) : null;
    }

    private static bool IsEvents(string type) => type == "text/event-stream" || MediaType.IsJsonLines(type);

    private EventStreamSink OpenEvents(string type, ITruncator? limiter) =>
        new(MediaType.IsJsonLines(type) ? new LineSplitter(binding.MaxBytes) : new ServerSentEventSplitter(binding.MaxBytes), binding.MaxBytes, progress, log)
        {
            Rules = shape?.Each,
            Limiter = limiter,
            Tell = limiter is null ? null : TellRows,
        };

    /// <summary>Opens the body of an answer in rows or text that is shortened; null when it is not.</summary>
    private IBodySink? TryLimit(string type, IHeaderDictionary headers)
    {
        var format = shape?.Rows is null ? null : RowFormats.Of(type);
        var text = shape?.Text is not null && MediaType.IsText(type) && !MediaType.IsJson(type);
        if (!(format is not null || text) || TruncatableBody.TryFindCoding(headers.ContentEncoding, headers.ContentType.ToString()) is not { } coding)
        {
            return null;
        }

        ITruncator truncator = format is { } rows
            ? new RowTruncator(shape!.Rows!, rows, RowFormats.HasHeader(rows, headers.ContentType.ToString()), inherits: Relay)
            : new TextTruncator(shape!.Text!);
        if (IsEvents(type) && coding.IsIdentity && binding.Kind != ResponseKind.Resource)
        {
            return OpenEvents(type, truncator);
        }

        TruncatableBody.DescribeCoding(headers, coding);
        return new LimitingSink(truncator, binding.MaxBytes, coding, binding.Decoding, format is null ? TellText : TellRows);
    }

    private void TellRows(string notice) => Tell("rows_truncated", notice);

    private void TellText(string notice) => Tell("text_truncated", notice);

    private void Tell(string code, string notice)
    {
        if (Exchange is not null)
        {
            ProxyExchange.Get(Exchange)?.AddNotice(code, notice);
        }
    }
}
