using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AdsSimulator.Regions;

namespace AdsSimulator.Profiles;

/// <summary>An advertiser's account: its profiles in the regions that it has. The profiles follow from the name alone.</summary>
internal sealed class AdsAccount
{
    /// <summary>The name of the account that <see cref="ProfileCatalog"/> shows when no token is asked for.</summary>
    public const string DefaultName = "default";

    private readonly Dictionary<string, IReadOnlyList<AdsProfile>> _profiles;

    private AdsAccount(string name, IEnumerable<(AdsRegion Region, IReadOnlyList<AdsProfile> Profiles)> profiles)
    {
        Name = name;
        _profiles = profiles.ToDictionary(p => p.Region.Code, p => p.Profiles, StringComparer.Ordinal);
    }

    public string Name { get; }

    /// <summary>An account with profiles in some regions.</summary>
    public static AdsAccount Create(string name, params IEnumerable<AdsRegion> regions) =>
        new(name, regions.Select(r => (r, ProfileSeed.Create(r, FirstProfileId(name, r), $" ({name})"))));

    /// <summary>An account with exactly the profiles that are visible without a token, in some regions.</summary>
    public static AdsAccount CreateDefault(string name, params IEnumerable<AdsRegion> regions) =>
        new(name, regions.Select(r => (r, ProfileSeed.Create(r, r.FirstProfileId, ""))));

    /// <summary>The profiles in a region; null when the account has no access there.</summary>
    public IReadOnlyList<AdsProfile>? FindIn(AdsRegion region) => _profiles.GetValueOrDefault(region.Code);

    /// <summary>Sixteen digits, of which the first tells the region, as with the default account.</summary>
    private static long FirstProfileId(string name, AdsRegion region)
    {
        const long RegionUnit = 1_000_000_000_000_000;
        const long Lowest = 100_000_000_000_000;
        const ulong Range = 800_000_000_000_000;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{region.Code}"));
        return region.FirstProfileId / RegionUnit * RegionUnit + Lowest + (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Range);
    }
}
