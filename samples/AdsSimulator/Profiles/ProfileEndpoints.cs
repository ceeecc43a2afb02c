using System.Text.Json.Nodes;
using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

internal static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/v2/profiles", ListAsync).Demand(AccessRule.Unscoped);
        endpoints.MapPut("/v2/profiles", UpdateAsync).Demand(AccessRule.Unscoped);
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

    /// <summary>Says of each profile whether its budget could be changed. Nothing is: profiles follow from their account.</summary>
    private static async Task UpdateAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.JsonNode) is not { } body)
        {
            return;
        }

        if (body is not JsonArray asked || asked.Any(p => p is not JsonObject))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body must be a list of profiles.");
            return;
        }

        var catalog = CatalogOf(context);
        await JsonAnswer.WriteAsync(context, new JsonArray([.. asked.Select(p => p!["profileId"]?.ToJsonString()).Select(id => AnswerTo(id, catalog.Find(context, id)))]));
    }

    private static JsonObject AnswerTo(string? id, AdsProfile? profile) => profile is null
        ? new() { ["code"] = "INVALID_ARGUMENT", ["details"] = $"There is no profile {id}." }
        : new() { ["profileId"] = profile.ProfileId, ["code"] = profile.AccountInfo.Type == "seller" ? "SUCCESS" : "NOT_ALLOWED" };

    private static ProfileCatalog CatalogOf(HttpContext context) => context.RequestServices.GetRequiredService<ProfileCatalog>();
}
