using System.Text.Json.Nodes;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>The tools that set, tell and clear the profile of later calls.</summary>
internal sealed class ProfileChoiceTools(AdsSection section, ProfileDirectory directory)
{
    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Change("set_active_profile", "Choose the advertising profile that later calls work with. It is kept for the active identity.", SetAsync,
            new ToolParameter("profile_id", "string!", "The id of the profile, from search_profiles or page_profiles.") { MaxLength = 64 }),
        tools.Read("get_active_profile", "Tell the advertising profile that calls work with now, and whether it was chosen or is the default.", GetAsync),
        tools.Change("clear_active_profile", "Take back the choice of a profile for the active identity.", ClearAsync),
    ];

    /// <summary>Chooses a profile; also for who asks the user first.</summary>
    public async ValueTask<JsonObject> SetAsync(PluginToolCall call, string id, CancellationToken cancellationToken)
    {
        var view = await directory.GetAsync(call, context: null, refresh: false, cancellationToken);
        var profile = ProfileChoice.Find(view, id);
        var current = await section.ChangeAsync(call, before => ProfileChoice.With(before, view.Snapshot.Identity ?? "", profile));
        return new JsonObject
        {
            ["success"] = true,
            ["profile_id"] = profile.Id,
            ["name"] = profile.Name,
            ["country_code"] = profile.CountryCode,
            ["account_type"] = profile.AccountType,
            ["identity_id"] = view.Snapshot.Identity,
            ["message"] = $"Calls work with profile {profile.Id} ({profile.Name}, {profile.CountryCode}) now.",
        }.WithState(call, current);
    }

    private ValueTask<JsonObject> SetAsync(PluginToolCall call, CancellationToken cancellationToken) =>
        SetAsync(call, call.GetText("profile_id")!.Trim(), cancellationToken); // required by the schema

    private async ValueTask<JsonObject> GetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (exchange, error) = await section.TryResolveAsync(call, context: null, cancellationToken);
        return new JsonObject
        {
            ["success"] = true,
            ["profile_id"] = exchange.Profile,
            ["source"] = StateReport.Explicitness(exchange.ProfileSource),
            ["country_code"] = exchange.ProfileCountry,
            ["identity_id"] = exchange.Identity,
            ["message"] = exchange.Profile is null ? "No profile is active. Choose one with set_active_profile." : error?.Message,
        }.WithState(call, await section.Services.Contexts.GetAsync(call.HttpContext));
    }

    private async ValueTask<JsonObject> ClearAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (exchange, _) = await section.TryResolveAsync(call, context: null, cancellationToken);
        // One chosen before any identity counts for the default identity too.
        var isDefault = exchange.IdentitySource >= ContextSource.Identity;
        var current = await section.ChangeAsync(call, before =>
        {
            var after = ProfileChoice.With(before, exchange.Identity ?? "", null);
            return isDefault ? ProfileChoice.With(after, "", null) : after;
        });
        var (now, error) = await section.TryResolveAsync(call, AdsSection.After(current), cancellationToken);
        var fallback = error is null && StateReport.Explicitness(now.ProfileSource) == "default" ? now.Profile : null;
        return new JsonObject
        {
            ["success"] = true,
            ["profile_id"] = null,
            ["fallback_profile_id"] = fallback,
            ["identity_id"] = exchange.Identity,
            ["message"] = fallback is null ? "No profile is active now." : $"Calls work with the default profile {fallback} now.",
        }.WithState(call, current);
    }
}
