using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>Proof Key for Code Exchange (RFC 7636) by S256.</summary>
internal static class Pkce
{
    /// <summary>86 characters of base64url: RFC 7636 asks for 43 to 128.</summary>
    public static string CreateVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64));

    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
