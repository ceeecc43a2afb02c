using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>Stands in for <c>TokenExchange</c>.</summary>
internal sealed class SomeExchangeFactory(SomeIdentities identities) : TransformFactory<SomeExchangeOptions>, IExchangePreparation
{
    public override string Key => "TokenExchange";

    public override string Description => "Stands in for the real one.";

    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        identities.Prepare(exchange);
        return default;
    }

    protected override void Build(TransformBuilderContext context, SomeExchangeOptions options) => context.AddPreparation(this);
}
