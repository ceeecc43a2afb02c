using McpProxy;
using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace CustomPlugin;

/// <summary>Makes <see cref="RequestSigningTransform"/>s from <c>{ "RequestSigning": "name" }</c>.</summary>
public sealed class RequestSigningFactory(TimeProvider time) : TransformFactory<RequestSigningOptions>
{
    private const int MinKeyLength = 16;

    /// <inheritdoc />
    public override string Key => "RequestSigning";

    /// <inheritdoc />
    public override string Description => "Signs upstream requests with HMAC-SHA256 over time, method, path and query.";

    /// <inheritdoc />
    protected override void Validate(RequestSigningOptions options, string path, ConfigErrors errors)
    {
        if (options.Key is { HasValue: true } key && key.Reveal().Length < MinKeyLength)
        {
            errors.Add("SIGN01", $"{path}:Key", $"The key is shorter than {MinKeyLength} characters.", "Ask the partner for a longer one.");
        }
    }

    /// <inheritdoc />
    protected override void Build(TransformBuilderContext context, RequestSigningOptions options) =>
        context.RequestTransforms.Add(new RequestSigningTransform(options, time));
}
