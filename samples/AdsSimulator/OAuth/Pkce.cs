using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AdsSimulator.OAuth;

/// <summary>Proof Key for Code Exchange (RFC 7636), with S256 only.</summary>
internal static class Pkce
{
    private const int ChallengeLength = 43;

    /// <exception cref="OAuthException">The challenge cannot be used.</exception>
    public static string? ReadChallenge(string? challenge, string? method)
    {
        if (challenge is null && method is null)
        {
            return null;
        }

        return method == "S256" && challenge is { Length: ChallengeLength } && Base64Url.IsValid(challenge)
            ? challenge
            : throw new OAuthException("invalid_request", "code_challenge must be 43 characters of base64url, with code_challenge_method=S256.");
    }

    public static bool Fits(string? challenge, string? verifier) => challenge is null
        ? verifier is null
        : verifier is { Length: >= 43 and <= 128 } && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge;
}
