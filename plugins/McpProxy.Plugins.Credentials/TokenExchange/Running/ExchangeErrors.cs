using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenServers;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>The failures of one exchange, as callers see them: with names of the configuration and codes of OAuth, never with what a server wrote.</summary>
/// <param name="plan">The exchange.</param>
internal sealed class ExchangeErrors(ExchangePlan plan)
{
    /// <summary>Code of <see cref="NoSubject"/>.</summary>
    public const string CredentialMissing = "credential_missing";

    /// <summary>Codes of RFC 6749 (section 5.2), RFC 8693 (2.2.2) and RFC 8628 (3.5). Other texts of an answer might hold anything.</summary>
    private static readonly string[] KnownCodes =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
        "invalid_target", "access_denied", "slow_down", "expired_token", "invalid_token",
    ];

    /// <summary>Codes that are about the proxy's own registration with the server; no caller can mend them.</summary>
    private static readonly string[] OperatorsCodes = ["invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "invalid_target"];

    /// <summary>The caller brought no credential of the right form.</summary>
    public ProxyErrorException NoSubject() => new(new ProxyError(ProxyErrorKind.AuthRequired, CredentialMissing, "The call carries no credential that can be exchanged for one of the upstream.")
    {
        Status = plan.Subject.Caller || plan.Subject.Headers.Count > 0 ? StatusCodes.Status401Unauthorized : null,
        Hint = plan.Subject.Hint,
    });

    /// <summary>A server answered with a status that is no success.</summary>
    public ProxyErrorException Refused(string failure, string step, TokenAnswer answer, bool isCallers)
    {
        var where = $"{failure}: step '{step}' of '{plan.Name}'";
        switch (answer.Status)
        {
            case StatusCodes.Status429TooManyRequests:
                return new(new ProxyError(ProxyErrorKind.RateLimited, "token_endpoint_rate_limited", $"{where} was told to wait.") { RetryAfterSeconds = answer.RetryAfterSeconds });
            case StatusCodes.Status408RequestTimeout or >= 500:
                return new(new ProxyError(ProxyErrorKind.UpstreamUnreachable, "token_endpoint_failed", $"{where} was answered with status {answer.Status}.") { RetryAfterSeconds = answer.RetryAfterSeconds });
            case < 400:
                return Useless($"{where} was answered with status {answer.Status}, which is neither a success nor a refusal.");
        }

        var code = Array.Find(KnownCodes, c => c == answer.ErrorCode);
        var isOperators = OperatorsCodes.Contains(code);
        return new(new ProxyError(ProxyErrorKind.AuthRequired, "exchange_refused", $"{where} was refused with status {answer.Status}{(code is null ? "" : $" ({code})")}.")
        {
            Status = isCallers && !isOperators ? StatusCodes.Status401Unauthorized : null,
            Hint = isOperators ? "The operator must correct the configuration of this exchange."
                : isCallers ? $"The credential may have been revoked or have expired. {plan.Subject.Hint}"
                : "The operator must renew the credential.",
        });
    }

    public ProxyErrorException Unreachable(string step, Exception cause) =>
        new(new ProxyError(ProxyErrorKind.UpstreamUnreachable, "token_endpoint_unreachable", $"Token exchange failed: the server of step '{step}' of '{plan.Name}' could not be reached."), cause);

    public ProxyErrorException TimedOut(string step) =>
        new(new ProxyError(ProxyErrorKind.Timeout, "token_endpoint_timeout", $"Token exchange failed: the server of step '{step}' of '{plan.Name}' did not answer in time."));

    public ProxyErrorException AnswerTooLarge(string step) => Useless($"Token exchange failed: the answer to step '{step}' of '{plan.Name}' is too large.");

    /// <summary>An answer of success has not what is needed of it.</summary>
    public ProxyErrorException ValueNotInAnswer(string failure, string step, string value) =>
        Useless($"{failure}: the answer to step '{step}' of '{plan.Name}' has no value '{value}'.");

    /// <summary>A value of an answer is of another kind than it must be.</summary>
    public ProxyErrorException ValueUnusable(string failure, string step, string value) =>
        Useless($"{failure}: '{value}' in the answer to step '{step}' of '{plan.Name}' cannot be used.");

    public ProxyErrorException Expired(string failure, string step) =>
        Useless($"{failure}: step '{step}' of '{plan.Name}' was answered with something that has expired already.");

    /// <param name="failure">What failed.</param>
    /// <param name="step">Where.</param>
    /// <param name="reason">Why, without a value of the token.</param>
    public ProxyErrorException TokenNotAccepted(string failure, string step, string reason) =>
        Useless($"{failure}: the token that step '{step}' of '{plan.Name}' was answered with is not accepted: {reason}.", "token_not_accepted");

    /// <summary>A placeholder has no value; nothing was sent.</summary>
    public ProxyErrorException NoValue(string placeholder) => placeholder switch
    {
        "subject" => NoSubject(),
        "region" or "profile" => new(new ProxyError(ProxyErrorKind.InvalidArguments, $"{placeholder}_missing", $"The credential of the upstream depends on a {placeholder}, and none is chosen.") { Hint = $"Choose a {placeholder}." }),
        _ => Useless($"Token exchange failed: '{plan.Name}' found no value for '{placeholder}'."),
    };

    /// <summary>A value cannot stand in a URL or header.</summary>
    public ProxyErrorException ValueUnfit(string step, Exception cause) =>
        new(new ProxyError(ProxyErrorKind.InvalidArguments, "exchange_value_refused", $"Token exchange failed: a value for step '{step}' of '{plan.Name}' has characters that cannot stand in its place."), cause);

    public static ProxyErrorException IdentityNotFound() => new(new ProxyError(ProxyErrorKind.InvalidArguments, "identity_not_found", "The credential gives access to no identity of this id.")
    {
        Hint = "List the identities and choose one of them.",
    });

    public static ProxyErrorException IdentityNotChosen() => new(new ProxyError(ProxyErrorKind.InvalidArguments, "identity_required", "The credential gives access to several identities, and none is chosen.")
    {
        Hint = "List the identities and choose one of them.",
    });

    public static ProxyErrorException NoIdentity() => new(new ProxyError(ProxyErrorKind.Forbidden, "no_identity", "The credential gives access to no identity."));

    public ProxyErrorException NoFlow() =>
        new(new ProxyError(ProxyErrorKind.Internal, "oauth_provider_missing", $"Token exchange '{plan.Name}' takes its credential from OAuth provider '{plan.Subject.OAuth}', which is not configured."));

    private static ProxyErrorException Useless(string message, string code = "token_answer_invalid") => new(new ProxyError(ProxyErrorKind.UpstreamHttp, code, message));
}
