using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>What token exchanges log. Of credentials the first eight digits of their fingerprint at most.</summary>
internal static partial class TokenExchangeLog
{
    [LoggerMessage(820, LogLevel.Debug, "Step {Step} of token exchange {Exchange} succeeded for credential {Fingerprint} in {Milliseconds:F1} ms")]
    public static partial void Requested(ILogger logger, string step, string exchange, string fingerprint, double milliseconds);

    [LoggerMessage(821, LogLevel.Warning, "Step {Step} of token exchange {Exchange} did not succeed for credential {Fingerprint}: {Outcome} after {Milliseconds:F1} ms")]
    public static partial void RequestFailed(ILogger logger, string step, string exchange, string fingerprint, string outcome, double milliseconds);

    [LoggerMessage(822, LogLevel.Information, "The upstream refused what token exchange {Exchange} had for credential {Fingerprint}; it is obtained anew")]
    public static partial void Dropped(ILogger logger, string exchange, string fingerprint);

    [LoggerMessage(823, LogLevel.Warning, "TOKENS ARE NOT VERIFIED: step {Step} of token exchange {Exchange} believes tokens of {Issuer} without checking their signature. Use Verify: Jwks or Key if the issuer publishes a key")]
    public static partial void NotVerified(ILogger logger, string step, string exchange, string issuer);

    [LoggerMessage(824, LogLevel.Error, "The new refresh token of credential {Fingerprint} of token exchange {Exchange} could not be kept; the old one may not work any more")]
    public static partial void RotationNotKept(ILogger logger, string exchange, string fingerprint, Exception exception);

    [LoggerMessage(825, LogLevel.Warning, "The state store failed for token exchange {Exchange}; its results are kept in memory only")]
    public static partial void StoreFailed(ILogger logger, string exchange, Exception exception);
}
