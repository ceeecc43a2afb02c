using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.Campaigns;

/// <summary>Which campaigns a request may see: those of its region, and of one profile when it names a scope.</summary>
internal sealed record CampaignScope(CampaignStore Store, AdsRegion Region, AdsProfile? Profile)
{
    /// <summary>Reads the scope, or answers 401 as the real API does for a profile that is not the caller's, and returns null.</summary>
    public static async Task<CampaignScope?> ResolveAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var region = AdsRegion.Of(context);
        var asked = context.Request.Headers[AccessHeaders.Scope].ToString();
        var profile = services.GetRequiredService<ProfileCatalog>().Find(context, asked);
        if (asked.Length > 0 && profile is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, $"Not authorized to access scope {asked} in region {region.Code}.");
            return null;
        }

        return new(services.GetRequiredService<CampaignStore>(), region, profile);
    }
}
