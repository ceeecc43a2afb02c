using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.OpenBridge;

/// <summary>Derives partners from refresh tokens.</summary>
internal static class PartnerDirectory
{
    /// <summary>The partner of the documentation's examples, who has the ids of those examples and the default account's profiles.</summary>
    public const string ExampleToken = "acct:secret-token-0123456789";

    private const int ShortestToken = 21;
    private const string OtherType = "17";

    /// <summary>Whether a text can be a refresh token: two parts with a colon between, longer than 20 characters.</summary>
    public static bool IsRefreshToken(string? text) =>
        text is { Length: >= ShortestToken } && text.IndexOf(':', StringComparison.Ordinal) is var at and > 0 && at < text.Length - 1;

    public static PartnerAccount Create(string refreshToken, int identities)
    {
        var all = Enumerable.Range(0, identities + 1).Select(i => CreateIdentity(refreshToken, i, isOther: i == identities)).ToList();
        return refreshToken == ExampleToken
            ? new(refreshToken, "123", "456", all)
            : new(refreshToken, Digits(refreshToken, "user"), Digits(refreshToken, "account"), all);
    }

    /// <summary>The advertiser behind an identity: one region only, and profiles of its own.</summary>
    public static AdsAccount AccountOf(string refreshToken, string identityId, AdsRegion region) =>
        refreshToken == ExampleToken && identityId is "identity-1" or "identity-2"
            ? AdsAccount.CreateDefault(NameOf(refreshToken, identityId), region)
            : AdsAccount.Create(NameOf(refreshToken, identityId), region);

    private static PartnerIdentity CreateIdentity(string refreshToken, int index, bool isOther)
    {
        var region = AdsRegion.All[index % AdsRegion.All.Count];
        var isExample = refreshToken == ExampleToken;
        var id = isExample ? $"identity-{index + 1}" : $"{Digits(refreshToken, "identity")}{index}";
        var profiles = isOther ? [] : AccountOf(refreshToken, id, region).FindIn(region) ?? [];
        return new(
            id,
            isOther ? OtherType : PartnerIdentity.AmazonAds,
            isExample ? $"Test Identity {index + 1}" : $"{KeyOf(refreshToken)} {region.Code} {index + 1}",
            region.Code,
            isExample ? (16 + index).ToString(CultureInfo.InvariantCulture) : $"{Digits(refreshToken, "application")}{index}",
            NameOf(refreshToken, id),
            "amzn1.application-oa2-client." + (isExample && index == 0 ? "xyz" : Convert.ToHexStringLower(Hash(refreshToken, $"client {index}"))[..32]),
            [.. profiles.Select(p => p.ProfileId)]);
    }

    /// <summary>Names the advertiser in profiles and counters without showing the secret, from which the id follows.</summary>
    private static string NameOf(string refreshToken, string identityId) => $"{KeyOf(refreshToken)}/{identityId}";

    private static string KeyOf(string refreshToken) => refreshToken[..refreshToken.IndexOf(':', StringComparison.Ordinal)];

    private static string Digits(string refreshToken, string purpose) =>
        (100_000 + BinaryPrimitives.ReadUInt64BigEndian(Hash(refreshToken, purpose)) % 900_000).ToString(CultureInfo.InvariantCulture);

    private static byte[] Hash(string refreshToken, string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}|{refreshToken}"));
}
