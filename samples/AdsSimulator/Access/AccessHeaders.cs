namespace AdsSimulator.Access;

/// <summary>Headers that say for whom a request is.</summary>
internal static class AccessHeaders
{
    public const string ClientId = "Amazon-Advertising-API-ClientId";

    public const string Scope = "Amazon-Advertising-API-Scope";

    public const string AdvertiserId = "Amazon-Advertising-API-AdvertiserId";

    public const string MarketplaceId = "Amazon-Advertising-API-MarketplaceId";
}
