using System.Text.Json.Nodes;
using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds.Tools.Identities;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Plugins.AmazonAds.Tools.Regions;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Context;

/// <summary>The tools that choose several things at once, and tell what is chosen.</summary>
internal sealed class ContextTools(AdsSection section, IdentityTools identityTools, IdentityChoice identities, RegionChoice regions, ProfileDirectory profiles)
{
    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Change("set_context", "Choose identity, region and profile of later calls at once: all that is given, or nothing when one of them cannot be.", SetAsync,
            new ToolParameter("identity_id", "string", "The id of the identity, from list_identities. Default: as it is.") { MaxLength = 256 },
            new ToolParameter("region", "string", "The region, from list_regions. Default: as it is.") { MaxLength = 32 },
            new ToolParameter("profile_id", "string", "The id of the profile, from search_profiles. Default: as it is.") { MaxLength = 64 }),
        tools.Read("get_session_state", "Tell what is chosen and in force: identity, profile and region, and where the choice is kept.", GetAsync),
    ];

    private async ValueTask<JsonObject> SetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var identity = Given(call, "identity_id") is { } identityId ? await identities.FindAsync(call, identityId) : null;
        var region = Given(call, "region") is { } name ? await FindRegionAsync(call, name, identity, cancellationToken) : null;
        var requested = new RequestedContext { Identity = identities.AreThere ? identity?.Id : null, Region = region };
        var view = Given(call, "profile_id") is null ? null : await profiles.GetAsync(call, requested, refresh: false, cancellationToken);
        var profile = view is null ? null : ProfileChoice.Find(view, Given(call, "profile_id")!);

        var current = await section.ChangeAsync(call, before =>
        {
            var after = identity is null ? before : identityTools.With(before, identity);
            after = region is null || identities.BindRegions ? after : after with { Region = region };
            return view is null ? after : ProfileChoice.With(after, view.Snapshot.Identity ?? "", profile);
        });
        var (exchange, error) = await section.TryResolveAsync(call, AdsSection.After(current), cancellationToken);
        return InForce(exchange, error).WithState(call, current);
    }

    private async ValueTask<JsonObject> GetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (exchange, error) = await section.TryResolveAsync(call, context: null, cancellationToken);
        var current = await section.Services.Contexts.GetAsync(call.HttpContext);
        var result = InForce(exchange, error).WithState(call, current);
        result["identity_source"] = StateReport.Name(exchange.IdentitySource);
        result["region_source"] = StateReport.Name(exchange.RegionSource);
        result["profile_source"] = StateReport.Name(exchange.ProfileSource);
        result["profiles"] = new JsonObject(current.Chosen.Profiles.Select(p => KeyValuePair.Create(p.Key.Length == 0 ? IdentityChoice.Direct : p.Key, (JsonNode?)p.Value)));
        return result;
    }

    private static string? Given(PluginToolCall call, string name) => call.GetText(name)?.Trim() is { Length: > 0 } text ? text : null;

    private async ValueTask<string> FindRegionAsync(PluginToolCall call, string name, PartnerIdentity? identity, CancellationToken cancellationToken)
    {
        var region = regions.Find(name);
        if (identities.BindRegions)
        {
            regions.CheckAllowed(identity ?? await identities.DescribeAsync(call, (await section.TryResolveAsync(call, context: null, cancellationToken)).Exchange.Identity), region);
        }

        return region;
    }

    private JsonObject InForce(ProxyExchange exchange, ProxyError? error) => new()
    {
        ["success"] = true,
        ["identity_id"] = exchange.Identity ?? (identities.AreThere ? null : IdentityChoice.Direct),
        ["region"] = exchange.Region ?? section.Regions?.Default,
        ["profile_id"] = exchange.Profile,
        ["credentials_loaded"] = error is null,
        ["message"] = error?.Message,
    };
}
