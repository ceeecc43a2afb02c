using System.Text.Json.Nodes;
using McpProxy.Configuration;

namespace McpProxy.Plugins.AmazonAds.Tools.Regions;

/// <summary>A region of the Amazon Ads API, as Amazon documents it.</summary>
/// <param name="Code">Its usual code.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="ApiEndpoint">Address of its API.</param>
/// <param name="OAuthEndpoint">Its token endpoint.</param>
/// <param name="Countries">The countries it serves.</param>
internal sealed record AmazonRegion(string Code, string Name, string ApiEndpoint, string OAuthEndpoint, IReadOnlyList<string> Countries)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AmazonRegion> All { get; } =
    [
        new("na", "North America", "https://advertising-api.amazon.com", "https://api.amazon.com/auth/o2/token", ["BR", "CA", "MX", "US"]),
        new("eu", "Europe", "https://advertising-api-eu.amazon.com", "https://api.amazon.co.uk/auth/o2/token",
            ["AE", "BE", "DE", "EG", "ES", "FR", "IE", "IN", "IT", "NL", "PL", "SA", "SE", "TR", "UK", "ZA"]),
        new("fe", "Far East", "https://advertising-api-fe.amazon.com", "https://api.amazon.co.jp/auth/o2/token", ["AU", "JP", "SG"]),
    ];

    private static readonly Dictionary<string, string> _hints = new(StringComparer.OrdinalIgnoreCase)
    {
        ["usa"] = "na",
        ["us"] = "na",
        ["america"] = "na",
        ["northamerica"] = "na",
        ["europe"] = "eu",
        ["uk"] = "eu",
        ["emea"] = "eu",
        ["apac"] = "fe",
        ["asia"] = "fe",
        ["fareast"] = "fe",
        ["japan"] = "fe",
    };

    /// <summary>The region of a code; null when Amazon has none of it.</summary>
    public static AmazonRegion? Find(string code) => All.FirstOrDefault(r => r.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The code that somebody means who writes another name, a country or nearly a code; null when that is not clear.</summary>
    public static string? Guess(string text)
    {
        var folded = string.Concat(text.Where(char.IsAsciiLetter));
        return _hints.GetValueOrDefault(folded)
            ?? All.FirstOrDefault(r => r.Countries.Contains(folded, StringComparer.OrdinalIgnoreCase))?.Code
            ?? (NearestName.Find(folded, _hints.Keys) is { } near ? _hints[near] : null);
    }

    public JsonArray CountryList() => new([.. Countries.Select(c => (JsonNode)c)]);
}
