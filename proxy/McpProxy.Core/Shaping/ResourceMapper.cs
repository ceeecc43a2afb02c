using System.Globalization;
using System.Text.Unicode;
using McpProxy.Dispatch;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping;

/// <summary>
/// Turns an upstream's answer into the content of a resource. A configured media type wins over the upstream's: many
/// upstreams call everything <c>application/octet-stream</c> or <c>text/plain</c>, and clients were told it in the list.
/// </summary>
/// <param name="uri">The URI as the client sent it.</param>
/// <param name="mimeType">The configured media type, or null.</param>
internal sealed class ResourceMapper(string uri, string? mimeType) : IAnswerMapper
{
    private static readonly TimeSpan LongestFreshness = TimeSpan.FromDays(1);

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (answer.Sink is BufferSink { TooLarge: true } sink)
        {
            sink.Dispose();
            return TooLarge(answer);
        }

        if (answer.Sink is BufferSink { Problem: { } problem } unusable)
        {
            unusable.Dispose();
            return AnswerBody.Refuse(answer, problem.Code, problem.Message);
        }

        var body = (answer.Sink as BufferSink)?.Buffer ?? new PooledBuffer(16);
        if (ContentDecoder.Decode(answer, ref body) is { } failure)
        {
            return failure;
        }

        var type = mimeType is null ? answer.MediaType : MediaType.Of(mimeType);
        var isJson = MediaType.IsJson(type);
        var isText = isJson || MediaType.IsText(type) || (type.Length == 0 && Utf8.IsValid(body.WrittenSpan));
        if (isText)
        {
            TextTranscoder.ToUtf8(answer.ContentType, ref body);
        }

        return new ResourceOutcome(uri, body, type, isText, FreshnessOf(answer));
    }

    private static ErrorOutcome TooLarge(UpstreamAnswer answer)
    {
        var size = answer.Length is { } length ? $" It announced {length} bytes." : "";
        var error = new ProxyError(ProxyErrorKind.ResponseTooLarge, "response_too_large", $"The resource {answer.Tool.Name} is larger than the limit of {answer.Tool.Response.MaxBytes} bytes.{size}")
        {
            Status = answer.Status,
            Hint = "Operators can raise Response:MaxBytes of the resource.",
        };
        return new ErrorOutcome(error, answer.RequestId, declaresOutput: false);
    }

    /// <summary>What is left of the upstream's <c>max-age</c> (RFC 9111, section 5.2.2). Without one, a resource is stale at once: nothing says that it is not.</summary>
    private static TimeSpan FreshnessOf(UpstreamAnswer answer)
    {
        if (!CacheControlHeaderValue.TryParse(answer.Headers.CacheControl.ToString(), out var control) || control is { NoStore: true } or { NoCache: true } || control.MaxAge is not { } maxAge)
        {
            return TimeSpan.Zero;
        }

        var age = long.TryParse(answer.Headers.Age.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : TimeSpan.Zero;
        var left = maxAge - age;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestFreshness ? left : LongestFreshness;
    }
}
