using System.Globalization;
using System.Text.Json;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>Reads the answers of a token endpoint (RFC 6749, section 5).</summary>
internal sealed class TokenAnswerReader(OAuthOptions options)
{
    private const int MaxTokenLength = 16 * 1024;

    /// <summary>Seconds since 1970 that a clock of this century shows; what lies beyond is no such time.</summary>
    private const double MaxUnixSeconds = 4_102_444_800;

    private static readonly string[] InvalidGrant = ["invalid_grant"];

    private readonly JsonPointer _error = Pointer(options.Error);
    private readonly IReadOnlyList<string> _grantErrors = options.GrantErrors.Count > 0 ? options.GrantErrors : InvalidGrant;
    private readonly JsonPointer _accessToken = Pointer(options.AccessToken);
    private readonly JsonPointer _refreshToken = Pointer(options.RefreshToken);
    private readonly JsonPointer _expiresIn = Pointer(options.ExpiresIn);
    private readonly JsonPointer _expiresAt = Pointer(options.ExpiresAt);

    public static bool IsSuccess(TokenAnswer answer) => answer.Status is >= 200 and < 300;

    /// <summary>
    /// What a refusal means. Only a code can say that the grant is not good any more (RFC 6749, section 5.2): a 400 without one may come
    /// from a firewall in between, and an authorization that is forgotten is lost.
    /// </summary>
    public TokenRefusedException RefusalOf(TokenAnswer answer)
    {
        var retryAfter = answer.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        if (answer.Status is >= 500 or 429 or 408)
        {
            return new(RefusalKind.Temporary, $"It answered {answer.Status}.") { RetryAfter = retryAfter };
        }

        var error = TextOf(_error.Follow(answer.Json)) is { } code && ErrorCode.IsCode(code) ? code : null;
        var kind = error switch
        {
            not null when _grantErrors.Contains(error) => RefusalKind.Grant,
            "temporarily_unavailable" or "server_error" or "slow_down" => RefusalKind.Temporary,
            null when answer.Status == 400 => RefusalKind.Temporary,
            _ => RefusalKind.Client,
        };
        return new(kind, $"It answered {answer.Status}{(error is null ? "" : $" {error}")}.") { RetryAfter = retryAfter };
    }

    /// <param name="answer">The answer, of a status of success.</param>
    /// <param name="oldRefreshToken">The refresh token that stays in force when the answer has none.</param>
    /// <param name="sent">When the request was sent.</param>
    /// <exception cref="TokenRefusedException">There is no token in it that can be used.</exception>
    public TokenSet Read(TokenAnswer answer, string? oldRefreshToken, DateTimeOffset sent)
    {
        var accessToken = TextOf(_accessToken.Follow(answer.Json));
        if (accessToken is null || !IsToken(accessToken) || !IsBearer(answer.Json))
        {
            throw Unusable("bearer token");
        }

        var refresh = _refreshToken.Follow(answer.Json);
        if (!IsMissing(refresh) && refresh.ValueKind != JsonValueKind.String)
        {
            throw Unusable("refresh token");
        }

        var refreshToken = TextOf(refresh);
        return new TokenSet(accessToken, ExpiryOf(answer.Json, sent), string.IsNullOrEmpty(refreshToken) ? oldRefreshToken : refreshToken, sent);
    }

    private static JsonPointer Pointer(string text) => JsonPointer.TryParse(text, out var pointer) ? pointer : throw new ArgumentException($"'{text}' is not a JSON pointer.", nameof(text));

    /// <summary>A token goes into a header: visible ASCII alone.</summary>
    private static bool IsToken(string text) => text.Length is > 0 and <= MaxTokenLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsBearer(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("token_type", out var type) || TextOf(type) is not { } text || text.Equals("bearer", StringComparison.OrdinalIgnoreCase);

    private static bool IsMissing(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static TokenRefusedException Unusable(string what) => new(RefusalKind.Client, $"Its answer has no {what} that can be used.");

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <exception cref="TokenRefusedException">It says one that is none: such a token would never be refreshed.</exception>
    private DateTimeOffset? ExpiryOf(JsonElement root, DateTimeOffset sent)
    {
        var expiresIn = _expiresIn.Follow(root);
        if (!IsMissing(expiresIn))
        {
            return NumberOf(expiresIn) is { } seconds and >= 0 ? sent.AddSeconds(Math.Min(seconds, MaxUnixSeconds)) : throw Unusable("lifetime");
        }

        var at = _expiresAt.Follow(root);
        if (IsMissing(at))
        {
            return null;
        }

        if (NumberOf(at) is { } unix and >= 0)
        {
            return DateTimeOffset.UnixEpoch.AddSeconds(Math.Min(unix, MaxUnixSeconds));
        }

        return DateTimeOffset.TryParse(TextOf(at), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Unusable("lifetime");
    }

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
