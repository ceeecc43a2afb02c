using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.HeaderScrub;

/// <summary>Makes <see cref="HeaderScrubTransform"/>s from <c>{ "HeaderScrub": "name" }</c>.</summary>
internal sealed class HeaderScrubFactory : TransformFactory<HeaderScrubOptions>, IHeaderTransform
{
    public const string TransformKey = "HeaderScrub";

    public override string Key => TransformKey;

    public override string Description => "Removes headers from the upstream request by their names or parts of them.";

    public Func<string, HeaderFate> FateOfHeaders(string name, ICandidateConfiguration configuration)
    {
        var options = configuration.Bind<HeaderScrubOptions>($"McpProxy:{TransformKey}:{name}", new ConfigErrors());
        return header => options.Names.Contains(header, StringComparer.OrdinalIgnoreCase) || options.Contains.Any(part => header.Contains(part, StringComparison.OrdinalIgnoreCase))
            ? HeaderFate.Replaced
            : HeaderFate.Untouched;
    }

    protected override void Validate(HeaderScrubOptions options, string path, ConfigErrors errors)
    {
        if (options.Names.Count + options.Contains.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, path, "Neither Names nor Contains names a header to remove.", "Name at least one.");
        }

        CheckNames(options.Names, $"{path}:{nameof(options.Names)}", errors);
        CheckNames(options.Contains, $"{path}:{nameof(options.Contains)}", errors);
    }

    protected override void Build(TransformBuilderContext context, HeaderScrubOptions options) => context.AddHeaderScrub(options);

    private static void CheckNames(IReadOnlyList<string> names, string path, ConfigErrors errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!HeaderRules.IsName(names[i]))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{i}", $"'{names[i]}' cannot stand in a header name.");
            }
        }
    }
}
