using System.Net.Http.Headers;
using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Shaping.Truncation;

/// <summary>Puts a <see cref="TruncatingStream"/> between the upstream's JSON and the caller, whichever door it came through.</summary>
internal sealed partial class TruncateTransform : ResponseTransform
{
    private readonly AnswerKeeper? _keeper;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HashSet<string> _methods;
    private readonly TruncationRules? _rules;
    private readonly (RequestPathPattern Pattern, TruncationRules? Rules)[] _paths;

    public TruncateTransform(TruncateConfig options, AnswerKeeper? keeper, TimeProvider time, ILogger logger)
    {
        _keeper = keeper;
        _time = time;
        _logger = logger;
        _methods = options.Methods.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _rules = Compile(options);
        _paths = [.. options.Paths.Select(p => (Pattern: RequestPathPattern.TryParse(p.Key)!, Rules: Compile(p.Value))).OrderByDescending(p => p.Pattern.Weight)]; // validated
    }

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { Content: { } content } response && IsWhole(context.HttpContext, response) && Decoded(content.Headers) is { } coding && RulesFor(context.HttpContext) is { } rules)
        {
            var announced = content.Headers.ContentLength;
            var answer = new TruncatedAnswer(context.HttpContext, rules, coding.IsIdentity ? announced : null, Lost)
            {
                Rest = rules.KeepsWhole ? _keeper?.Begin(context.HttpContext, MediaType.Of(content.Headers.ContentType?.ToString()), out _) : null,
            };
            response.Content = new TruncatedContent(content, coding, answer, _time);
            RemoveHeaders(context.HttpContext.Response.Headers, coding);
        }

        return ValueTask.CompletedTask;
    }

    private static TruncationRules? Compile(TruncateLimitsConfig limits)
    {
        var compiler = new TruncationRulesCompiler(limits, limits.MaxBytes);
        return compiler.IsEmpty ? null : compiler.Compile();
    }

    private bool IsWhole(HttpContext context, HttpResponseMessage response) =>
        !HttpMethods.IsHead(context.Request.Method)
        && (_methods.Count == 0 || _methods.Contains(context.Request.Method))
        && TruncatableBody.IsJson((int)response.StatusCode, MediaType.Of(response.Content.Headers.ContentType?.ToString()));

    private static BodyCoding? Decoded(HttpContentHeaders headers) =>
        BodyCoding.TryFind(headers.ContentEncoding, MediaType.Charset(headers.ContentType?.ToString()));

    private TruncationRules? RulesFor(HttpContext context)
    {
        if (_paths.Length > 0)
        {
            var path = UpstreamPathTransform.Of(context).Value ?? "";
            foreach (var (pattern, rules) in _paths)
            {
                if (pattern.Matches(path))
                {
                    return rules;
                }
            }
        }

        return _rules;
    }

    /// <summary>Removes what is said of the upstream's bytes and may not be true of ours.</summary>
    private static void RemoveHeaders(IHeaderDictionary headers, BodyCoding coding)
    {
        headers.ContentLength = null;
        headers.ETag = default;
        headers.ContentMD5 = default;
        headers.AcceptRanges = default;
        headers.Remove("Digest");
        headers.Remove("Content-Digest");
        headers.Remove("Repr-Digest");
        TruncatableBody.DescribeCoding(headers, coding);
    }

    private void Lost(HttpContext context, long at) => LogMalformed(_logger, context.TraceIdentifier, context.Request.Path, at);

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "The answer to {RequestId} ({Path}) is not valid JSON from byte {At} on and cannot be shortened.")]
    private static partial void LogMalformed(ILogger logger, string requestId, PathString path, long at);
}
