using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.IntegrationTests.Context;

/// <summary>
/// Stands in for an exchange of credentials: identities <c>identity-eu</c> and <c>bound-eu</c> live in the region that their
/// names end in. What was resolved goes upstream in headers.
/// </summary>
internal sealed class TestIdentityFactory : ITransformFactory, IContextTransform
{
    public string Key => "TestIdentity";

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues) => transformValues.ContainsKey(Key);

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!transformValues.ContainsKey(Key))
        {
            return false;
        }

        context.AddPreparation(new Preparation());
        context.AddRequestTransform(request =>
        {
            var exchange = ProxyExchange.Get(request.HttpContext)!;
            request.ProxyRequest.Headers.Add("X-Identity", exchange.Identity ?? "-");
            request.ProxyRequest.Headers.Add("X-Profile", exchange.Profile ?? "-");
            request.ProxyRequest.Headers.Add("X-Region", exchange.Region ?? "-");
            request.ProxyRequest.Headers.Add("X-Region-Source", exchange.RegionSource.ToString());
            return default;
        });
        return true;
    }

    private sealed class Preparation : IExchangePreparation
    {
        public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
        {
            if (exchange.Identity is { } identity && identity.LastIndexOf('-') is > 0 and var dash)
            {
                exchange.Offer(ContextValue.Region, identity[(dash + 1)..], identity.StartsWith("bound", StringComparison.Ordinal) ? ContextSource.Bound : ContextSource.Identity);
            }

            return default;
        }
    }
}
