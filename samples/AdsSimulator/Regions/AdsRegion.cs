using Microsoft.AspNetCore.Http.Features;

namespace AdsSimulator.Regions;

/// <summary>One of the three regions of the Amazon Ads API, with facts that differ between them.</summary>
internal sealed class AdsRegion
{
    public static readonly AdsRegion NorthAmerica = new("na", "https://advertising-api.amazon.com", 1_043_817_530_956_285,
    [
        new("US", "ATVPDKIKX0DER", "USD", "America/Los_Angeles"),
        new("CA", "A2EUQ1WTGCTBG2", "CAD", "America/Los_Angeles"),
        new("MX", "A1AM78C64UM0Y8", "MXN", "America/Los_Angeles"),
        new("BR", "A2Q3Y263D00KWC", "BRL", "America/Sao_Paulo"),
    ]);

    public static readonly AdsRegion Europe = new("eu", "https://advertising-api-eu.amazon.com", 2_043_817_530_956_285,
    [
        new("UK", "A1F83G8C2ARO7P", "GBP", "Europe/London"),
        new("DE", "A1PA6795UKMFR9", "EUR", "Europe/Paris"),
        new("FR", "A13V1IB3VIYZZH", "EUR", "Europe/Paris"),
        new("IT", "APJ6JRA9NG5V4", "EUR", "Europe/Paris"),
        new("ES", "A1RKKUPIHCS9HS", "EUR", "Europe/Paris"),
        new("NL", "A1805IZSGTT6HS", "EUR", "Europe/Amsterdam"),
        new("SE", "A2NODRKZP88ZB9", "SEK", "Europe/Stockholm"),
        new("PL", "A1C3SOZRARQ6R3", "PLN", "Europe/Warsaw"),
    ]);

    public static readonly AdsRegion FarEast = new("fe", "https://advertising-api-fe.amazon.com", 3_043_817_530_956_285,
    [
        new("JP", "A1VC38T7YXB528", "JPY", "Asia/Tokyo"),
        new("AU", "A39IBJ37TRP1C6", "AUD", "Australia/Sydney"),
        new("SG", "A19VAU5U5O7RUS", "SGD", "Asia/Singapore"),
    ]);

    public static readonly IReadOnlyList<AdsRegion> All = [NorthAmerica, Europe, FarEast];

    private AdsRegion(string code, string apiBase, long firstProfileId, Marketplace[] marketplaces)
    {
        Code = code;
        ApiBase = apiBase;
        FirstProfileId = firstProfileId;
        Marketplaces = marketplaces;
    }

    /// <summary><c>na</c>, <c>eu</c> or <c>fe</c>.</summary>
    public string Code { get; }

    /// <summary>The address of the real region, for information.</summary>
    public string ApiBase { get; }

    public long FirstProfileId { get; }

    public IReadOnlyList<Marketplace> Marketplaces { get; }

    /// <summary>The region of a request, set by <see cref="RegionMiddleware"/>.</summary>
    public static AdsRegion Of(HttpContext context) => context.Features.GetRequiredFeature<AdsRegion>();

    public static AdsRegion? Find(ReadOnlySpan<char> code)
    {
        foreach (var region in All)
        {
            if (code.Equals(region.Code, StringComparison.OrdinalIgnoreCase))
            {
                return region;
            }
        }

        return null;
    }

    /// <exception cref="FormatException">There is no such region.</exception>
    public static AdsRegion Parse(string code) => Find(code) ?? throw new FormatException($"Unknown region '{code}': use na, eu or fe.");
}
