using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Notes how a request looks between two transforms of its route.</summary>
internal sealed class StepTransform(string step, RequestRecord record) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        record.Note(step, context);
        return default;
    }
}
