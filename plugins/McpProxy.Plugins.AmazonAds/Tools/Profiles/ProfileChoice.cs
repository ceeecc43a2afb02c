using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Context;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>Checks the profile that a caller wants, and keeps the choice.</summary>
internal static class ProfileChoice
{
    private const int MaxDigits = 20;

    private const int MaxSuggestions = 3;

    /// <summary>The profile of an id.</summary>
    /// <exception cref="UseFailure">It is no id, or nobody's that the caller can use.</exception>
    public static AdsProfile Find(ProfileView view, string id)
    {
        if (id.Length is 0 or > MaxDigits || !id.All(char.IsAsciiDigit))
        {
            throw new UseFailure("INVALID_PROFILE_ID", "A profile id is a number of up to 20 digits.", "Find the id with search_profiles.", Suggestions(view, id));
        }

        return view.Snapshot.Find(id)
            ?? throw new UseFailure("PROFILE_NOT_FOUND", $"There is no profile {id} for this identity and region.", "Use search_profiles, or choose another identity or region first.", Suggestions(view, id));
    }

    /// <summary>The choice with a profile.</summary>
    /// <param name="before">The choice so far.</param>
    /// <param name="identity">Whose profile; empty for none.</param>
    /// <param name="profile">The profile; null for none any more.</param>
    public static CallContext With(CallContext before, string identity, AdsProfile? profile) => before with
    {
        Profiles = With(before.Profiles, identity, profile?.Id),
        Countries = With(before.Countries, identity, profile is { CountryCode.Length: > 0 } ? profile.CountryCode : null),
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> before, string identity, string? value)
    {
        var after = new Dictionary<string, string>(before, StringComparer.Ordinal);
        if (value is null)
        {
            after.Remove(identity);
        }
        else
        {
            after[identity] = value;
        }

        return after;
    }

    private static JsonObject Suggestions(ProfileView view, string text)
    {
        var profiles = view.Snapshot.Profiles;
        var nearest = NearestId(profiles, text);
        var found = (nearest is null ? [] : new[] { nearest })
            .Concat(text.Length < 3 ? [] : profiles.Where(p => p != nearest && p.Contains(text)))
            .Take(MaxSuggestions)
            .Select(p => (JsonNode)new JsonObject { ["profile_id"] = p.Id, ["name"] = p.Name, ["country_code"] = p.CountryCode });
        return new JsonObject { ["did_you_mean"] = new JsonArray([.. found]) };
    }

    private static AdsProfile? NearestId(IReadOnlyList<AdsProfile> profiles, string text) =>
        NearestName.Find(text, profiles.Select(p => p.Id)) is { } id ? profiles.First(p => p.Id == id) : null;
}
