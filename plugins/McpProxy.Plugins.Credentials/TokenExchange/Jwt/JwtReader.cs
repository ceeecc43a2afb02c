using System.Globalization;
using System.Text;
using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Signatures;

namespace McpProxy.Plugins.Credentials.TokenExchange.Jwt;

/// <summary>Reads JSON Web Tokens (RFC 7519) and checks them as the rules say.</summary>
internal sealed class JwtReader(ExchangeErrors errors, JwtKeys keys, TimeProvider time)
{
    private const int LongestToken = 64 * 1024;
    private const int SignedParts = 3;
    private const double MaxSeconds = 1000L * 365 * 24 * 3600;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The claims of a token.</summary>
    /// <exception cref="ProxyErrorException">It is not accepted.</exception>
    public async ValueTask<JsonElement> ReadAsync(string token, StepPlan step, Evaluation evaluation)
    {
        var rules = step.Jwt!.Rules;
        var parts = token.Split('.');
        if (parts.Length != SignedParts || token.Length > LongestToken
            || Decode(parts[0]) is not { ValueKind: JsonValueKind.Object } header || Decode(parts[1]) is not { ValueKind: JsonValueKind.Object } claims)
        {
            throw Refuse(step, "it is not a signed JSON Web Token");
        }

        if (rules.Verify != JwtVerification.None)
        {
            await VerifyAsync(token, header, step, evaluation);
        }

        return Check(claims, rules) is { } reason ? throw Refuse(step, reason) : claims;
    }

    /// <summary>The earliest of the two claims that say when a token ends; null when it has none.</summary>
    public static DateTimeOffset? ExpiryOf(JsonElement claims)
    {
        var exp = claims.TryGetProperty("exp", out var element) ? TimeOf(element) : null;
        var expiresAt = claims.TryGetProperty("expires_at", out element) ? TimeOf(element) : null;
        return exp is null || expiresAt < exp ? expiresAt ?? exp : exp;
    }

    /// <summary>A number of Unix seconds, also written as text.</summary>
    public static DateTimeOffset? TimeOf(JsonElement element) =>
        Seconds(element) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds())) : null;

    /// <summary>A number of seconds that is not negative, also written as text; at most a thousand years.</summary>
    public static double? Seconds(JsonElement element)
    {
        var isNumber = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out var number) ? number : -1,
            JsonValueKind.String => double.TryParse(element.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1,
            _ => -1,
        };
        return isNumber >= 0 ? Math.Min(isNumber, MaxSeconds) : null;
    }

    private async ValueTask VerifyAsync(string token, JsonElement header, StepPlan step, Evaluation evaluation)
    {
        var rules = step.Jwt!.Rules;
        var algorithm = Text(header, "alg");
        if (algorithm is null || (rules.Algorithms.Count > 0 && !rules.Algorithms.Contains(algorithm)))
        {
            throw Refuse(step, "its algorithm is not allowed");
        }

        if (SignatureAlgorithm.Find(algorithm) is not { } known)
        {
            throw Refuse(step, "no key of its issuer fits it");
        }

        var candidates = rules.Key is { } key ? [key] : await keys.FindAsync(step, evaluation, Text(header, "kid"), known);
        if (!candidates.Any(k => k.Fits(known)))
        {
            throw Refuse(step, "no key of its issuer fits it");
        }

        if (!IsSigned(token, known, candidates))
        {
            throw Refuse(step, "its signature is wrong");
        }
    }

    private static bool IsSigned(string token, SignatureAlgorithm algorithm, IReadOnlyList<SigningKey> keys)
    {
        var end = token.LastIndexOf('.');
        return CompactToken.Decode(token.AsSpan(end + 1)) is { } signature
            && keys.Any(k => k.Fits(algorithm) && k.Verify(algorithm, Encoding.ASCII.GetBytes(token[..end]), signature));
    }

    private string? Check(JsonElement claims, JwtRules rules)
    {
        var issuer = Text(claims, "iss");
        // Unverified tokens came straight from the configured endpoint; one that names another issuer is not its own.
        if (rules.Issuer is { } expected && issuer != expected && !(rules.Verify == JwtVerification.None && issuer is null))
        {
            return "it is from another issuer";
        }

        if (rules.Audience is { } audience && !IsFor(claims, audience))
        {
            return "it is for another audience";
        }

        var now = time.GetUtcNow();
        if (ExpiryOf(claims) is { } expires && expires <= now)
        {
            return "it has expired";
        }

        if (claims.TryGetProperty("nbf", out var element) && TimeOf(element) is { } notBefore && notBefore > now + ClockSkew)
        {
            return "it is not valid yet";
        }

        return rules.RequiredClaims.FirstOrDefault(c => !claims.TryGetProperty(c, out var claim) || claim.ValueKind == JsonValueKind.Null) is { } missing
            ? $"it has no claim '{missing}'"
            : null;
    }

    private static bool IsFor(JsonElement claims, string audience) => claims.TryGetProperty("aud", out var aud) && aud.ValueKind switch
    {
        JsonValueKind.String => aud.GetString() == audience,
        JsonValueKind.Array => aud.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && a.GetString() == audience),
        _ => false,
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static JsonElement Decode(string part)
    {
        using var document = CompactToken.Parse(part);
        return document?.RootElement.Clone() ?? default;
    }

    private ProxyErrorException Refuse(StepPlan step, string reason) => errors.TokenNotAccepted(step.Failure, step.Name, reason);
}
