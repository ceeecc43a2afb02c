using System.Globalization;
using System.Text;
using System.Text.Json;
using McpProxy.Shaping;
using Microsoft.AspNetCore.WebUtilities;

namespace McpProxy.Dispatch;

/// <summary>Turns an upstream's answer that is not a success into the error contract.</summary>
internal sealed class UpstreamErrorMapper(TimeProvider time)
{
    private const int MaxQuoted = 4096;
    private const int MaxDetails = 16 * 1024;

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        var buffer = (answer.Sink as BufferSink)?.Buffer ?? new PooledBuffer(16);
        var failedDecoding = ContentDecoder.Decode(answer, ref buffer) is not null;
        using var body = failedDecoding ? new PooledBuffer(16) : buffer;
        var text = Quote(answer, body);
        var details = Details(answer, body);
        var error = new ProxyError(KindOf(answer.Status), CodeOf(answer.Status), Message(answer, details))
        {
            Status = answer.Status,
            Retryable = IsRetryable(answer),
            RetryAfterSeconds = RetryAfter(answer),
            Hint = HintFor(answer.Status),
            Details = details,
        };
        return new ErrorOutcome(error, answer.RequestId, declaresOutput: !answer.Tool.Definition.OutputSchema.IsEmpty, text);
    }

    private static ProxyErrorKind KindOf(int status) => status switch
    {
        401 => ProxyErrorKind.AuthRequired,
        403 => ProxyErrorKind.Forbidden,
        429 => ProxyErrorKind.RateLimited,
        _ => ProxyErrorKind.UpstreamHttp,
    };

    private static string CodeOf(int status) => status switch
    {
        401 => "upstream_unauthorized",
        403 => "upstream_forbidden",
        429 => "upstream_rate_limit",
        _ => "http_" + status.ToString(CultureInfo.InvariantCulture),
    };

    private static string? HintFor(int status) => status switch
    {
        401 => "The gateway's own credential for the upstream was refused; the operator must renew it.",
        < 400 => "The proxy does not follow redirects; the operator must point the route at the final address.",
        404 => "Check the identifiers in the arguments.",
        400 or 422 => "Check the arguments against what the upstream says below.",
        _ => null,
    };

    /// <summary>A repeated POST may do its work twice, so only answers that say "not done, come back" make it retryable.</summary>
    private static bool IsRetryable(UpstreamAnswer answer) => answer.Status switch
    {
        429 => true,
        503 when answer.Headers.RetryAfter.Count > 0 => true,
        408 or 500 or 502 or 503 or 504 => answer.Tool.IsRepeatable && answer.Status != 500,
        _ => false,
    };

    private static string Message(UpstreamAnswer answer, JsonElement? problem)
    {
        var reason = ReasonPhrases.GetReasonPhrase(answer.Status);
        var head = $"The upstream answered {answer.Status}{(reason.Length > 0 ? " " + reason : "")} to {answer.Tool.Request.Method} {Cut(answer.Path)}.";
        var said = Member(problem, "detail") ?? Member(problem, "title");
        return said is null ? head : $"{head} It says: {Cut(said)}";
    }

    private static string? Member(JsonElement? problem, string name) =>
        problem is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string Cut(string text) => text.Length <= 500 ? text : text[..500] + "…";

    private static JsonElement? Details(UpstreamAnswer answer, PooledBuffer body)
    {
        if (!MediaType.IsJson(answer.MediaType) || body.Length is 0 or > MaxDetails || !JsonCheck.IsOneValue(body.WrittenSpan))
        {
            return null;
        }

        using var document = JsonDocument.Parse(body.WrittenMemory, new JsonDocumentOptions { MaxDepth = ResultMapper.MaxJsonDepth });
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    private static string? Quote(UpstreamAnswer answer, PooledBuffer body)
    {
        var readable = MediaType.IsJson(answer.MediaType) || MediaType.IsText(answer.MediaType) || answer.MediaType.Length == 0;
        if (!readable || body.Length == 0)
        {
            return null;
        }

        var length = Math.Min(body.Length, MaxQuoted);
        while (length > 0 && length < body.Length && (body.WrittenSpan[length] & 0xC0) == 0x80)
        {
            length--;
        }

        var text = Encoding.UTF8.GetString(body.WrittenSpan[..length]);
        return length < body.Length ? text + "…" : text;
    }

    /// <summary><c>Retry-After</c> as seconds or as an HTTP date (RFC 9110, section 10.2.3).</summary>
    private int? RetryAfter(UpstreamAnswer answer)
    {
        var text = answer.Headers.RetryAfter.ToString();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Math.Max(0, (int)Math.Ceiling((at - time.GetUtcNow()).TotalSeconds))
            : null;
    }
}
