using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping;

/// <summary>Chooses the sink of a response body by status and media type.</summary>
/// <param name="binding">How the answer becomes a result.</param>
/// <param name="shape">What is kept of it when it is JSON; null for all.</param>
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

    /// <summary>Whether JSON answers are shortened here.</summary>
    public bool Truncates => shape?.Whole is not null && (binding.MediaType is null || MediaType.IsJson(binding.MediaType));

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
            return new TruncatingSink(limits, binding.MaxBytes, coding, binding.Decoding, isJson: type.Length > 0 || binding.MediaType is not null, rest, gives, Exchange?.Features.Get<NoteRelay>(), AnswerPage.Of(limits.Paging, Exchange));
        }

        return type switch
        {
            // A resource is what the upstream holds, byte for byte.
            _ when headers.ContentEncoding.Count > 0 || binding.Kind == ResponseKind.Resource => new PlainSink(binding.MaxBytes, length),
            "text/event-stream" => new EventStreamSink(new ServerSentEventSplitter(binding.MaxBytes), binding.MaxBytes, progress, log) { Rules = shape?.Each },
            _ when MediaType.IsJsonLines(type) =>
                new EventStreamSink(new LineSplitter(binding.MaxBytes), binding.MaxBytes, progress, log) { Rules = shape?.Each },
            _ => new PlainSink(binding.MaxBytes, length),
        };
    }
}
