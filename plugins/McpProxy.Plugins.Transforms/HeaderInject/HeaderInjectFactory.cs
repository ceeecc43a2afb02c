using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>Makes <see cref="HeaderInjectTransform"/>s from <c>{ "HeaderInject": "name" }</c>.</summary>
internal sealed class HeaderInjectFactory : TransformFactory<HeaderInjectOptions>, IHeaderTransform
{
    public const string TransformKey = "HeaderInject";

    public override string Key => TransformKey;

    public override string Description => "Sets headers of the upstream request from the exchange, claims, the caller's headers, secrets or constants.";

    public Func<string, HeaderFate> FateOfHeaders(string name, ICandidateConfiguration configuration)
    {
        var fates = new Dictionary<string, HeaderFate>(StringComparer.OrdinalIgnoreCase);
        foreach (var (header, options) in configuration.Bind<HeaderInjectOptions>($"McpProxy:{TransformKey}:{name}", new ConfigErrors()).Headers)
        {
            foreach (var set in options.Mirror.Keys.Append(header))
            {
                fates[set] = options.Request is null ? HeaderFate.Replaced : HeaderFate.Restored;
            }
        }

        return header => fates.GetValueOrDefault(header);
    }

    protected override void Validate(HeaderInjectOptions options, string path, ConfigErrors errors)
    {
        if (options.Headers.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{nameof(options.Headers)}", "No header is named.", "Name at least one.");
        }

        foreach (var (name, header) in options.Headers)
        {
            new InjectedHeaderCheck($"{path}:{nameof(options.Headers)}:{name}", errors).Check(name, header);
        }
    }

    protected override void Build(TransformBuilderContext context, HeaderInjectOptions options) => context.AddHeaderInject(options);
}
