using System.Globalization;
using System.Text.Json;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>Reads the answers of a token endpoint (RFC 6749, section 5).</summary>
internal sealed class TokenAnswerReader(OAuthOptions options)
{
    private const int MaxTokenLength = 16 * 1024;

    /// <summary>Seconds since 1970 that a clock of this century shows; what lies beyond is no such time.</summary>
    private const double MaxUnixSeconds = 4_102_444_800;

    private readonly JsonPointer _accessToken = Pointer(options.AccessToken);
    private readonly JsonPointer _refreshToken = Pointer(options.RefreshToken);
    private readonly JsonPointer _expiresIn = Pointer(options.ExpiresIn);
    private readonly JsonPointer _expiresAt = Pointer(options.ExpiresAt);

    public static bool IsSuccess(ExchangeAnswer answer) => answer.Status is >= 200 and < 300;

    /// <summary>What a refusal means. Providers that do not follow the RFC have no <c>error</c> in their answer: their 400 is the grant's fault.</summary>
    public static TokenRefusedException RefusalOf(ExchangeAnswer answer)
    {
        var retryAfter = answer.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        if (answer.Status is >= 500 or 429 or 408)
        {
            return new(RefusalKind.Temporary, $"It answered {answer.Status}.") { RetryAfter = retryAfter };
        }

        var error = answer.ErrorCode is { } code && ErrorCode.IsCode(code) ? code : null;
        var kind = error switch
        {
            "invalid_grant" => RefusalKind.Grant,
            "temporarily_unavailable" or "server_error" or "slow_down" => RefusalKind.Temporary,
            null when answer is { Status: 400, Json.ValueKind: JsonValueKind.Object } => RefusalKind.Grant,
            _ => RefusalKind.Client,
        };
        return new(kind, $"It answered {answer.Status}{(error is null ? "" : $" {error}")}.") { RetryAfter = retryAfter };
    }

    /// <param name="answer">The answer, of a status of success.</param>
    /// <param name="oldRefreshToken">The refresh token that stays in force when the answer has none.</param>
    /// <param name="sent">When the request was sent.</param>
    /// <exception cref="TokenRefusedException">There is no token in it that can be used.</exception>
    public TokenSet Read(ExchangeAnswer answer, string? oldRefreshToken, DateTimeOffset sent)
    {
        var accessToken = TextOf(_accessToken.Follow(answer.Json));
        if (accessToken is null || !IsToken(accessToken) || !IsBearer(answer.Json))
        {
            throw new TokenRefusedException(RefusalKind.Client, "Its answer has no bearer token that can be used.");
        }

        var refreshToken = TextOf(_refreshToken.Follow(answer.Json));
        return new TokenSet(accessToken, ExpiryOf(answer.Json, sent), string.IsNullOrEmpty(refreshToken) ? oldRefreshToken : refreshToken, sent);
    }

    private static JsonPointer Pointer(string text) => JsonPointer.TryParse(text, out var pointer) ? pointer : throw new ArgumentException($"'{text}' is not a JSON pointer.", nameof(text));

    /// <summary>A token goes into a header: visible ASCII alone.</summary>
    private static bool IsToken(string text) => text.Length is > 0 and <= MaxTokenLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsBearer(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("token_type", out var type) || TextOf(type) is not { } text || text.Equals("bearer", StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private DateTimeOffset? ExpiryOf(JsonElement root, DateTimeOffset sent)
    {
        if (NumberOf(_expiresIn.Follow(root)) is { } seconds and >= 0 and <= MaxUnixSeconds)
        {
            return sent.AddSeconds(seconds);
        }

        var at = _expiresAt.Follow(root);
        if (NumberOf(at) is { } unix and >= 0 and <= MaxUnixSeconds)
        {
            return DateTimeOffset.UnixEpoch.AddSeconds(unix);
        }

        return DateTimeOffset.TryParse(TextOf(at), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
