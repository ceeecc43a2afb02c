using McpProxy.Configuration;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Dispatch;

/// <summary>
/// Ends requests that come round to the proxy again and again, because a destination leads back to it: each round holds two
/// connections until there are none left. Every route gets a <see cref="LoopTransform"/>, unless <c>McpProxy:MaxHops</c> is 0.
/// </summary>
internal sealed class LoopGuard(ICandidateConfiguration configuration, ILogger<LoopGuard> logger) : ITransformProvider
{
    private LoopTransform? _transform;

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    /// <summary>YARP asks only for routes of a configuration that has been found valid.</summary>
    public void Apply(TransformBuilderContext context)
    {
        _transform ??= new LoopTransform(MaxHops(), logger);
        if (_transform.MaxHops > 0)
        {
            context.RequestTransforms.Add(_transform);
        }
    }

    private int MaxHops() =>
        int.TryParse(configuration.Current[$"McpProxy:{nameof(McpProxyConfig.MaxHops)}"], out var hops) ? hops : new McpProxyConfig().MaxHops;
}
