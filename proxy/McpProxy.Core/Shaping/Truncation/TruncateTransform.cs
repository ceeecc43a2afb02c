using System.Globalization;
using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Rows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Shaping.Truncation;

/// <summary>Puts a <see cref="TruncatingStream"/> between the upstream's answer and the caller, whichever door it came through.</summary>
internal sealed partial class TruncateTransform : ResponseTransform
{
    /// <summary>Says of answers in rows how many are kept at most.</summary>
    private const string MaxRowsHeader = "X-McpProxy-Max-Rows";

    private readonly AnswerKeeper? _keeper;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HashSet<string> _methods;
    private readonly DecodingLimits _decoding;
    private readonly AnswerLimits? _limits;
    private readonly (RequestPathPattern Pattern, AnswerLimits? Limits)[] _paths;

    public TruncateTransform(TruncateConfig options, AnswerKeeper? keeper, TimeProvider time, ILogger logger)
    {
        _keeper = keeper;
        _time = time;
        _logger = logger;
        _methods = options.Methods.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _decoding = new DecodingLimits(options.MaxDecodedBytes, options.MaxExpansion);
        _limits = AnswerLimits.Compile(options);
        _paths = [.. options.Paths.Select(p => (Pattern: RequestPathPattern.TryParse(p.Key)!, Limits: AnswerLimits.Compile(p.Value))).OrderByDescending(p => p.Pattern.Weight)]; // validated
    }

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        var http = context.HttpContext;
        if (context.ProxyResponse is not { Content: { } content } response || HttpMethods.IsHead(http.Request.Method) || LimitsFor(http) is not { } limits)
        {
            return ValueTask.CompletedTask;
        }

        // As it was sent, and as the caller gets it: a parameter that cannot be parsed does not take an answer out of its limits.
        var contentType = content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        if (TryPlan(http, limits, (int)response.StatusCode, contentType) is { } begin)
        {
            var coding = TruncatableBody.TryFindCoding(content.Headers.ContentEncoding, contentType);
            var announced = coding is { IsIdentity: true } ? content.Headers.ContentLength : null;
            var answer = new TruncatedAnswer(http, begin, announced, Lost) { Rest = KeepRest(http, limits, contentType) };
            response.Content = new TruncatedContent(content, coding, _decoding, answer, _time);
            RemoveHeaders(http.Response.Headers, coding);
            if (limits.Rows is { } rows && !MediaType.IsJson(MediaType.Of(contentType)))
            {
                // How many there are is known at the end alone, where not every format and version of HTTP has a place for it.
                http.Response.Headers[MaxRowsHeader] = rows.MaxRows.ToString(CultureInfo.InvariantCulture);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the answer to a request is shortened, if it is of a form that can be.</summary>
    public bool Limits(HttpContext context) => LimitsFor(context) is not null;

    /// <summary>How lists of the answer to a request are read on; null when they are not.</summary>
    public PagingRules? PagingOf(HttpContext context) => LimitsFor(context)?.Json?.Paging;

    /// <summary>How an answer is shortened; null when it is not.</summary>
    private static Func<RestOfAnswer?, ITruncator>? TryPlan(HttpContext http, AnswerLimits limits, int status, string? contentType)
    {
        var type = MediaType.Of(contentType);
        var relay = http.Features.Get<NoteRelay>();
        if (limits.Json is { } rules && TruncatableBody.IsJson(status, type))
        {
            return rest => new JsonTruncator(rules, rest, handsOverTo: relay?.ForJson, page: AnswerPage.Of(rules.Paging, http));
        }

        if (limits.Rows is { } rows && TruncatableBody.RowsOf(status, type) is { } format)
        {
            var hasHeader = RowFormats.HasHeader(format, contentType);
            return _ => new RowTruncator(rows, format, hasHeader, handsOverTo: relay?.ForRows);
        }

        return null;
    }

    private RestOfAnswer? KeepRest(HttpContext context, AnswerLimits limits, string? contentType) =>
        MediaType.Of(contentType) is var type && MediaType.IsJson(type) && limits.Json is { KeepsWhole: true } ? _keeper?.Begin(context, type, limits.Choice, out _) : null;

    private AnswerLimits? LimitsFor(HttpContext context)
    {
        if (_methods.Count > 0 && !_methods.Contains(context.Request.Method))
        {
            return null;
        }

        if (_paths.Length > 0)
        {
            var path = UpstreamPathTransform.Of(context).Value ?? "";
            foreach (var (pattern, limits) in _paths)
            {
                if (pattern.Matches(path))
                {
                    return limits;
                }
            }
        }

        return _limits;
    }

    /// <summary>Removes what is said of the upstream's bytes and may not be true of ours.</summary>
    private static void RemoveHeaders(IHeaderDictionary headers, BodyCoding? coding)
    {
        headers.ContentLength = null;
        headers.ETag = default;
        headers.ContentMD5 = default;
        headers.AcceptRanges = default;
        headers.Remove("Digest");
        headers.Remove("Content-Digest");
        headers.Remove("Repr-Digest");
        if (coding is not null)
        {
            TruncatableBody.DescribeCoding(headers, coding);
        }
    }

    private void Lost(HttpContext context, long at) => LogMalformed(_logger, context.TraceIdentifier, context.Request.Path, at);

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "The answer to {RequestId} ({Path}) is not valid JSON from byte {At} on and cannot be shortened.")]
    private static partial void LogMalformed(ILogger logger, string requestId, PathString path, long at);
}
