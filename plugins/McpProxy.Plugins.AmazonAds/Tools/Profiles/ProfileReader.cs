using System.Text.Json;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>Reads the answer of <c>/v2/profiles</c>: an array of profiles.</summary>
internal static class ProfileReader
{
    /// <exception cref="ProxyErrorException">It is something else.</exception>
    public static IReadOnlyList<AdsProfile> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(Read).OfType<AdsProfile>()]
                : throw Unexpected(null);
        }
        catch (JsonException e)
        {
            throw Unexpected(e);
        }
    }

    private static AdsProfile? Read(JsonElement profile)
    {
        if (Text(profile, "profileId") is not { Length: > 0 } id)
        {
            return null; // Nobody could choose it.
        }

        var account = profile.TryGetProperty("accountInfo", out var info) ? info : default;
        return new AdsProfile(
            id,
            Text(account, "name") ?? "",
            Text(profile, "countryCode") ?? "",
            Text(account, "type") ?? "",
            Text(account, "id") ?? "",
            Text(account, "marketplaceStringId") ?? "",
            Text(profile, "currencyCode") ?? "",
            Text(profile, "timezone") ?? "");
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    private static ProxyErrorException Unexpected(Exception? cause) =>
        new(new ProxyError(ProxyErrorKind.UpstreamHttp, "unexpected_profiles", "The upstream's answer is not a list of profiles."), cause);
}
