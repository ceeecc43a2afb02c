using System.Text.Json.Nodes;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>The tools that look at the caller's profiles.</summary>
internal sealed class ProfileListTools(AdsSection section, ProfileDirectory directory)
{
    private const int MostFound = 50;

    private const int MostPerPage = 100;

    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Read("summarize_profiles", "Count the advertising profiles that the active identity can use, by country and by type of account.", SummarizeAsync),
        tools.Read("search_profiles", "Find advertising profiles by a part of their name or id, by country or by type of account.", SearchAsync,
            new ToolParameter("query", "string", "A part of the name, of the profile id or of the account id.") { MaxLength = 200 },
            new ToolParameter("country_code", "string", "Two-letter country code, e.g. US.") { MaxLength = 8 },
            new ToolParameter("account_type", "string", "Type of account: seller, vendor or agency.") { MaxLength = 40 },
            new ToolParameter("limit", "integer", $"Most profiles to return, up to {MostFound}. Default {MostFound}.") { Minimum = 1 }),
        tools.Read("page_profiles", "List all advertising profiles, page by page.", PageAsync,
            new ToolParameter("offset", "integer", "How many profiles to skip: next_offset of the page before. Default 0.") { Minimum = 0 },
            new ToolParameter("limit", "integer", $"Profiles of a page, up to {MostPerPage}. Default {MostPerPage}.") { Minimum = 1 }),
        tools.Read("refresh_profiles_cache", "Fetch the list of advertising profiles again, now.", RefreshAsync),
    ];

    private async ValueTask<JsonObject> SummarizeAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var view = await directory.GetAsync(call, context: null, refresh: false, cancellationToken);
        return Describe(
            new JsonObject
            {
                ["success"] = true,
                ["total_count"] = view.Snapshot.Profiles.Count,
                ["by_country"] = CountBy(view, p => p.CountryCode),
                ["by_account_type"] = CountBy(view, p => p.AccountType),
            },
            view);
    }

    private async ValueTask<JsonObject> SearchAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var view = await directory.GetAsync(call, context: null, refresh: false, cancellationToken);
        var (query, country, type) = (call.GetText("query")?.Trim(), call.GetText("country_code")?.Trim(), call.GetText("account_type")?.Trim());
        var found = view.Snapshot.Profiles
            .Where(p => string.IsNullOrEmpty(query) || p.Contains(query))
            .Where(p => string.IsNullOrEmpty(country) || p.CountryCode.Equals(country, StringComparison.OrdinalIgnoreCase))
            .Where(p => string.IsNullOrEmpty(type) || p.AccountType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return List(call, view, found, offset: 0, MostFound, nextIsReachable: false);
    }

    private async ValueTask<JsonObject> PageAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var view = await directory.GetAsync(call, context: null, refresh: false, cancellationToken);
        return List(call, view, view.Snapshot.Profiles, call.GetInteger("offset") ?? 0, MostPerPage, nextIsReachable: true);
    }

    private async ValueTask<JsonObject> RefreshAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var view = await directory.GetAsync(call, context: null, refresh: true, cancellationToken);
        return Describe(new JsonObject { ["success"] = true, ["total_count"] = view.Snapshot.Profiles.Count }, view);
    }

    private JsonObject List(PluginToolCall call, ProfileView view, IReadOnlyList<AdsProfile> profiles, int offset, int most, bool nextIsReachable)
    {
        var asked = call.GetInteger("limit") ?? most;
        var items = profiles.Skip(offset).Take(Math.Min(asked, most)).ToList();
        var next = offset + items.Count;
        var hasMore = next < profiles.Count;
        return Describe(
            new JsonObject
            {
                ["success"] = true,
                ["items"] = new JsonArray([.. items.Select(p => (JsonNode)p.ToJson())]),
                ["total_count"] = profiles.Count,
                ["returned_count"] = items.Count,
                ["has_more"] = hasMore,
                ["next_offset"] = hasMore && nextIsReachable ? next : null,
            },
            view,
            asked > most ? $"The limit {asked} is above the most that is returned at once; {most} was used." : null,
            hasMore && !nextIsReachable ? "There are more: make the search narrower, or use page_profiles." : null);
    }

    /// <summary>Says whose list it is, how old, and what the caller should know of it.</summary>
    private JsonObject Describe(JsonObject result, ProfileView view, params IEnumerable<string?> messages)
    {
        result["identity_id"] = view.Snapshot.Identity;
        result["stale"] = view.StaleBecause is not null;
        result["age_seconds"] = (int)(section.Services.Time.GetUtcNow() - view.Snapshot.FetchedAt).TotalSeconds;
        var stale = view.StaleBecause is { } reason ? $"The upstream cannot be asked now, so this list is an old one: {reason.Message}" : null;
        var message = string.Join(' ', messages.Append(stale).Where(m => m is not null));
        result["message"] = message.Length == 0 ? null : message;
        return result;
    }

    private static JsonObject CountBy(ProfileView view, Func<AdsProfile, string> key) => new(
        view.Snapshot.Profiles
            .GroupBy(p => key(p) is { Length: > 0 } known ? known : "unknown", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count())));
}
