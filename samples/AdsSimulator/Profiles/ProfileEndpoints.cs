using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

internal static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/v2/profiles", ListAsync).Demand(AccessRule.Unscoped);
        endpoints.MapRead("/v2/profiles/{profileId}", GetAsync).Demand(AccessRule.OptionalProfile);
    }

    private static Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var types = query["profileTypeFilter"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var profiles = CatalogOf(context).Of(context).Where(p => types.Length == 0 || types.Contains(p.AccountInfo.Type));
        if (bool.TryParse(query["validPaymentMethodFilter"], out var valid))
        {
            profiles = profiles.Where(p => p.AccountInfo.ValidPaymentMethod == valid);
        }

        return JsonAnswer.WriteAsync(context, [.. profiles], SimulatorJson.Shared.IReadOnlyListAdsProfile);
    }

    private static Task GetAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["profileId"]?.ToString();
        return CatalogOf(context).Find(context, id) is { } profile
            ? JsonAnswer.WriteAsync(context, profile, SimulatorJson.Shared.AdsProfile)
            : Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no profile {id} in region {AdsRegion.Of(context).Code}.");
    }

    private static ProfileCatalog CatalogOf(HttpContext context) => context.RequestServices.GetRequiredService<ProfileCatalog>();
}
