using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>
/// Signatures of the Standard Webhooks specification: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64 behind <c>v1,</c>.
/// The time is part of what is signed, so that a message cannot be sent again much later.
/// </summary>
internal static class WebhookSignature
{
    private const string Version = "v1,";
    private const int LongestId = 256;

    /// <summary>How far the sender's clock, and the way to us, may be off.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the signatures of a message is right, and its time is now.</summary>
    public static bool IsValid(IHeaderDictionary headers, ReadOnlySpan<byte> body, byte[] key, DateTimeOffset now)
    {
        var id = headers["webhook-id"].ToString();
        var timestamp = headers["webhook-timestamp"].ToString();
        if (id.Length is 0 or > LongestId || !IsNow(timestamp, now))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        hmac.GetHashAndReset(expected);
        return HasOneOf(headers["webhook-signature"].ToString(), expected);
    }

    private static bool IsNow(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) <= (decimal)Tolerance.TotalSeconds;

    /// <summary>A sender that changes its key signs with both for a while.</summary>
    private static bool HasOneOf(string signatures, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var signature = signatures.AsSpan(range);
            if (signature.StartsWith(Version) && Convert.TryFromBase64Chars(signature[Version.Length..], given, out var length) && length == given.Length
                && CryptographicOperations.FixedTimeEquals(given, expected))
            {
                return true;
            }
        }

        return false;
    }
}
