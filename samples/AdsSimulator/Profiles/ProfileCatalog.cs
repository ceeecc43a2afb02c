using System.Globalization;
using AdsSimulator.Access;
using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

/// <summary>Which profiles a request may see: those of its token's account, or the default account's when no token is demanded.</summary>
internal sealed class ProfileCatalog
{
    private readonly AdsAccount _default = AdsAccount.CreateDefault(AdsAccount.DefaultName, AdsRegion.All);

    public IReadOnlyList<AdsProfile> Of(HttpContext context) =>
        (context.Features.Get<AccessToken>()?.Account ?? _default).FindIn(AdsRegion.Of(context)) ?? [];

    /// <summary>The profiles of the default account, which exist at every start.</summary>
    public IReadOnlyList<AdsProfile> Of(AdsRegion region) => _default.FindIn(region) ?? [];

    public AdsProfile? Find(HttpContext context, string? profileId) => Find(Of(context), profileId);

    public static AdsProfile? Find(IReadOnlyList<AdsProfile> profiles, string? profileId) =>
        long.TryParse(profileId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? profiles.FirstOrDefault(p => p.ProfileId == id) : null;
}
