using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Shaping.Truncation;

/// <summary>Makes <see cref="TruncateTransform"/>s from <c>{ "Truncate": "name" }</c>.</summary>
internal sealed class TruncateFactory(TimeProvider time, ILogger<TruncateTransform> logger, AnswerKeeper? keeper = null) : TransformFactory<TruncateConfig>
{
    public override string Key => "Truncate";

    public override string Description => "Shortens JSON, NDJSON, CSV and event streams while they pass, and says what was left out.";

    /// <summary>The second would take the first one's note for a part of the answer.</summary>
    protected override bool IsOncePerRoute => true;

    protected override void Validate(TruncateConfig options, string path, ConfigErrors errors)
    {
        var own = new TruncationRulesCompiler(options, options.MaxBytes);
        own.Check(path, errors);
        if (own.IsEmpty && options.MaxRows is null && options.Paths.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, path, "No limit is set: nothing would be shortened.", "Set MaxItems, MaxRows, MaxBytes or another one, here or under Paths.");
        }

        foreach (var (pattern, limits) in options.Paths)
        {
            var at = $"{path}:Paths:{pattern}";
            var rules = new TruncationRulesCompiler(limits, limits.MaxBytes);
            rules.Check(at, errors);
            if (RequestPathPattern.TryParse(pattern) is null)
            {
                errors.Add(ConfigErrorCodes.InvalidValue, at, $"'{pattern}' is not a pattern of request paths.", "Begin with '/'; write * for one segment and /** at the end for what is below.");
            }
        }
    }

    protected override void Build(TransformBuilderContext context, TruncateConfig options)
    {
        var truncate = new TruncateTransform(options, keeper, time, logger);
        context.ResponseTransforms.Add(truncate);
        if (options.Paths.Count > 0)
        {
            context.RequestTransforms.Add(new UpstreamPathTransform());
        }

        context.RequestTransforms.Add(new ReadableAnswerTransform(truncate));
        if (options.Paths.Values.Append<TruncateLimitsConfig>(options).Any(l => PagingRules.Of(l) is { ByProxy: true }))
        {
            context.RequestTransforms.Add(new WindowTransform(truncate));
        }
    }
}
