using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Makes <see cref="MediaNegotiationTransform"/>s from <c>{ "MediaNegotiation": "name" }</c>.</summary>
/// <param name="configuration">Tells where files stand.</param>
internal sealed class MediaNegotiationFactory(ICandidateConfiguration configuration) : TransformFactory<MediaNegotiationOptions>
{
    public const string TransformKey = "MediaNegotiation";

    public override string Key => TransformKey;

    public override string Description => "Sets Content-Type and Accept of the upstream request by what is known of its method and path.";

    protected override void Validate(MediaNegotiationOptions options, string path, ConfigErrors errors)
    {
        new MediaNegotiationCheck(path, errors).Check(options);
        for (var i = 0; i < options.Files.Count; i++)
        {
            try
            {
                MediaFile.Read(Locate(options.Files[i], path));
            }
            catch (MediaFileException e)
            {
                errors.Add(ConfigErrorCodes.File, $"{path}:{nameof(options.Files)}:{i}", $"'{options.Files[i]}': {e.Message}");
            }
        }
    }

    protected override void Build(TransformBuilderContext context, string name, MediaNegotiationOptions options) =>
        Build(context, options with { Files = [.. options.Files.Select(f => Locate(f, $"McpProxy:{TransformKey}:{name}"))] });

    protected override void Build(TransformBuilderContext context, MediaNegotiationOptions options) => context.AddMediaNegotiation(options);

    private string Locate(string file, string path) => Path.GetFullPath(file, configuration.FolderOf($"{path}:{nameof(MediaNegotiationOptions.Files)}"));
}
