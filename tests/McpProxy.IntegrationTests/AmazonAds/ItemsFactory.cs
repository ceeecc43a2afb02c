using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>Stands in for a token exchange: leaves configured values on the exchange, as a preparation.</summary>
internal sealed class ItemsFactory : TransformFactory<ItemsOptions>
{
    public override string Key => "Items";

    public override string Description => "Leaves values on the exchange.";

    protected override void Build(TransformBuilderContext context, ItemsOptions options) => context.AddPreparation(new Preparation(options));

    private sealed class Preparation(ItemsOptions options) : IExchangePreparation
    {
        public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
        {
            foreach (var (name, value) in options.Items)
            {
                exchange.SetItem(name, value);
            }

            if (options.Profile is { } profile)
            {
                exchange.Offer(ContextValue.Profile, profile, ContextSource.Identity);
            }

            return ValueTask.CompletedTask;
        }
    }
}
