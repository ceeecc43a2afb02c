using System.Text.Json;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Tokens;

/// <summary>What matters of a token's header (RFC 7515, section 4.1).</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="KeyId">The key's id; null for none.</param>
internal readonly record struct TokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    private static readonly string[] Types = ["JWT", "at+jwt", "application/jwt", "application/at+jwt"];

    /// <summary>Reads a header.</summary>
    /// <returns>Why the token is refused, or null.</returns>
    public static Refusal? Read(JsonElement json, TokenRules rules, out TokenHeader header)
    {
        header = default;
        if (json.ValueKind != JsonValueKind.Object || !TryText(json, "alg", out var name) || !TryText(json, "kid", out var id) || !TryText(json, "typ", out var type))
        {
            return TokenRefusals.Malformed;
        }

        // An extension that must be understood is not; a token within a token is not looked for.
        if (json.TryGetProperty("crit"u8, out _) || json.TryGetProperty("enc"u8, out _) || json.TryGetProperty("zip"u8, out _) || json.TryGetProperty("cty"u8, out _))
        {
            return TokenRefusals.Unsupported;
        }

        // Of what is signed alike, only access tokens count: RFC 8725, section 3.11.
        if (type is not null && !Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            return TokenRefusals.WrongType;
        }

        if (name is null || !rules.Algorithms.Contains(name) || SignatureAlgorithm.Find(name) is not { } algorithm)
        {
            return TokenRefusals.WrongAlgorithm;
        }

        header = new TokenHeader(algorithm, id);
        return null;
    }

    /// <returns>False when there is something else than a text.</returns>
    private static bool TryText(JsonElement json, string name, out string? text)
    {
        text = null;
        if (!json.TryGetProperty(name, out var value))
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }
}
