using System.Text.Json.Nodes;
using McpProxy.Plugins.AmazonAds.Tools.Identities;
using McpProxy.Regions;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Regions;

/// <summary>The tools about regions.</summary>
internal sealed class RegionTools(AdsSection section, RegionChoice regions, IdentityChoice identities)
{
    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Change("set_region", "Choose the region whose API later calls go to.", SetAsync,
            new ToolParameter("region", "string!", "The region, e.g. na (North America), eu (Europe) or fe (Far East); see list_regions.") { MaxLength = 32 }),
        tools.Read("get_region", "Tell the region whose API calls go to now.", GetAsync),
        tools.Read("list_regions", "List the regions, with their addresses and countries.", ListAsync),
        tools.Read("get_routing_state", "Tell where calls go now, and why: the region, its host, and what decided.", GetRoutingAsync),
    ];

    private async ValueTask<JsonObject> SetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var region = regions.Find(call.GetText("region")!.Trim()); // required by the schema
        var (before, _) = await section.TryResolveAsync(call, context: null, cancellationToken);
        if (identities.BindRegions)
        {
            regions.CheckAllowed(await identities.DescribeAsync(call, before.Identity), region);
        }

        // What the identity decides is not the caller's choice: kept as one it would outlive the identity.
        var current = identities.BindRegions
            ? await section.Services.Contexts.GetAsync(call.HttpContext)
            : await section.ChangeAsync(call, chosen => chosen with { Region = region });
        return new JsonObject
        {
            ["success"] = true,
            ["previous_region"] = before.Region ?? regions.Map.Default,
            ["new_region"] = region,
            ["region_name"] = NameOf(region),
            ["api_endpoint"] = EndpointOf(regions.Map, region),
            ["oauth_endpoint"] = AmazonRegion.Find(region)?.OAuthEndpoint,
            ["message"] = $"Calls go to {NameOf(region)} now.",
        }.WithState(call, current);
    }

    private async ValueTask<JsonObject> GetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var map = regions.Map;
        var (exchange, error) = await section.TryResolveAsync(call, context: null, cancellationToken);
        var region = Canonical(map, exchange);
        return new JsonObject
        {
            ["success"] = true,
            ["region"] = region,
            ["region_name"] = NameOf(region),
            ["api_endpoint"] = EndpointOf(map, region),
            ["oauth_endpoint"] = AmazonRegion.Find(region)?.OAuthEndpoint,
            ["source"] = Decider(exchange.RegionSource),
            ["message"] = error?.Message,
        };
    }

    private async ValueTask<JsonObject> ListAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var map = regions.Map;
        var (exchange, _) = await section.TryResolveAsync(call, context: null, cancellationToken);
        return new JsonObject
        {
            ["success"] = true,
            ["current_region"] = Canonical(map, exchange),
            ["default_region"] = map.Default,
            ["regions"] = new JsonArray([.. map.Regions.Select(r => (JsonNode)new JsonObject
            {
                ["code"] = r.Name,
                ["name"] = NameOf(r.Name),
                ["api_endpoint"] = EndpointOf(map, r.Name),
                ["oauth_endpoint"] = AmazonRegion.Find(r.Name)?.OAuthEndpoint,
                ["countries"] = AmazonRegion.Find(r.Name)?.CountryList() ?? [],
            })]),
        };
    }

    private async ValueTask<JsonObject> GetRoutingAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var map = regions.Map;
        var (exchange, error) = await section.TryResolveAsync(call, context: null, cancellationToken);
        var region = Canonical(map, exchange);
        var chosen = (await section.Services.Contexts.GetAsync(call.HttpContext)).Chosen.Region;
        return new JsonObject
        {
            ["success"] = true,
            ["override"] = call.Exchange is { HasRequested: true, Requested.Region: { } said } ? said : chosen,
            ["source"] = Decider(exchange.RegionSource),
            ["region"] = region,
            ["host"] = AddressOf(map, region)?.Authority,
            ["marketplace"] = null,
            ["message"] = error?.Message,
        };
    }

    private static string Canonical(IRegionMap map, ProxyExchange exchange) =>
        exchange.Region is { } region ? map.Find(region) ?? region : map.Default;

    private static string NameOf(string region) => AmazonRegion.Find(region)?.Name ?? region;

    private static string? EndpointOf(IRegionMap map, string region) =>
        AddressOf(map, region)?.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static Uri? AddressOf(IRegionMap map, string region) => map.Regions.FirstOrDefault(r => r.Name == region)?.Addresses is [var first, ..] ? first : null;

    /// <summary>What decided about the region, in the words of the tools.</summary>
    private static string Decider(ContextSource source) => source switch
    {
        ContextSource.Request or ContextSource.Handle or ContextSource.Session => "override",
        ContextSource.Marketplace => "marketplace",
        ContextSource.Bound or ContextSource.Identity => "identity",
        ContextSource.Profile => "profile",
        _ => "fallback",
    };
}
