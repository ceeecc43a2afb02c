using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Makes the transforms that <see cref="StepFilter"/> lists.</summary>
internal sealed class StepFactory(RequestRecord record, ICandidateConfiguration configuration) : ITransformFactory, IContextTransform
{
    /// <summary>A step that has been made; its value names it.</summary>
    public const string Step = "mcpproxy explain: step";

    /// <summary>An exchange of credentials that is not made; its value is the key and the name of the transform.</summary>
    public const string Withheld = "mcpproxy explain: withheld";

    /// <summary>A token exchange reads the context of calls.</summary>
    public string Key => Withheld;

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues) =>
        transformValues.ContainsKey(Step) || transformValues.ContainsKey(Withheld);

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (transformValues.TryGetValue(Step, out var step))
        {
            context.RequestTransforms.Add(new StepTransform(step, record));
            return true;
        }

        if (!transformValues.TryGetValue(Withheld, out var exchange))
        {
            return false;
        }

        var items = configuration.Current.GetSection($"McpProxy:{exchange}:Items").GetChildren().Select(c => c.Key);
        context.AddPreparation(new WithheldExchange(exchange[(exchange.IndexOf(':', StringComparison.Ordinal) + 1)..], [.. items]));
        return true;
    }
}
