using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>
/// The <c>state</c> of an authorization URL: <c>base.sig</c>. The base is 32 random bytes in base64url; the signature is the
/// HMAC-SHA256, in hexadecimal digits, over <c>base:nonce:authorization URL without the state</c>.
/// </summary>
internal static class StateSignature
{
    private const int BaseBytes = 32;
    private const int BaseLength = 43;
    private const int SignatureLength = 64;

    public static string CreateBase() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(BaseBytes));

    public static string CreateNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string Sign(ReadOnlySpan<byte> key, string stateBase, string nonce, string authorizationUrl) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{stateBase}:{nonce}:{authorizationUrl}")));

    /// <summary>Splits a state, without saying that it is genuine.</summary>
    public static bool TrySplit(string state, out string stateBase, out string signature)
    {
        stateBase = signature = "";
        if (state.Length != BaseLength + 1 + SignatureLength || state[BaseLength] != '.')
        {
            return false;
        }

        (stateBase, signature) = (state[..BaseLength], state[(BaseLength + 1)..]);
        return stateBase.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
    }

    /// <summary>Compares in constant time.</summary>
    public static bool IsGenuine(ReadOnlySpan<byte> key, string stateBase, string signature, FlowEntry entry) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Sign(key, stateBase, entry.Nonce, entry.AuthorizationUrl)), Encoding.UTF8.GetBytes(signature));
}
