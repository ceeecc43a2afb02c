using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.UnitTests.Transforms;

internal sealed class ShoutFactory(bool isOncePerRoute = false) : TransformFactory<ShoutOptions>
{
    public override string Key => "Shout";

    public override string Description => "Says a word.";

    public List<ShoutOptions> Built { get; } = [];

    protected override bool IsOncePerRoute => isOncePerRoute;

    protected override void Validate(ShoutOptions options, string path, ConfigErrors errors)
    {
        if (options.Word.Length == 0)
        {
            errors.Add("SHOUT1", path, "There is no word.");
        }
    }

    protected override void Build(TransformBuilderContext context, ShoutOptions options) => Built.Add(options);
}
