using System.Net;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>Notes that an upstream refused the credential it was sent, so that the next call obtains another one.</summary>
internal sealed class RefusalTransform : ResponseTransform
{
    public static readonly RefusalTransform Instance = new();

    private RefusalTransform()
    {
    }

    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { StatusCode: HttpStatusCode.Unauthorized } && context.HttpContext.Features.Get<Grant>() is { } grant)
        {
            grant.Owner.Refuse(grant);
        }

        return default;
    }
}
