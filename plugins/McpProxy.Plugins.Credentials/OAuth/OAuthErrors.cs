using McpProxy.Plugins.Credentials.OAuth.Vault;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>What callers are told when there is no token for them.</summary>
internal static class OAuthErrors
{
    /// <summary>The message of seeds and agents for a refresh token that does not work any more.</summary>
    public const string RefreshFailed = "Token refresh failed";

    public static ProxyErrorException CallerNeeded(string provider) => new(new ProxyError(
        ProxyErrorKind.AuthRequired, "caller_required", $"Authorizations of '{provider}' belong to callers, and this request has no credential that says who sends it.")
    {
        Status = 401,
        Hint = "Send a credential of the proxy. A proxy of one person can set AllowAnonymous instead.",
    });

    public static ProxyErrorException CallerUnproven(string provider) => new(new ProxyError(
        ProxyErrorKind.Forbidden, "caller_unproven", $"Authorizations of '{provider}' belong to callers, and a partner's token says who that is only where it is traded.")
    {
        Hint = "Use a credential that the proxy itself can check: an API key, or a token of its authorization server.",
    });

    public static ProxyErrorException NotAuthorized(string provider, VaultRow? row) => row?.Error is RefreshFailed
        ? Refused(provider)
        : new(new ProxyError(ProxyErrorKind.AuthRequired, "authorization_required", $"Nobody has authorized '{provider}' for this caller yet.") { Hint = StartHint(provider) });

    public static ProxyErrorException NotRefreshable(string provider) => new(new ProxyError(
        ProxyErrorKind.AuthRequired, "authorization_expired", $"The authorization of '{provider}' has expired, and there is no refresh token.")
    {
        Hint = StartHint(provider),
    });

    public static ProxyErrorException Refused(string provider) => new(new ProxyError(
        ProxyErrorKind.AuthRequired, "token_refresh_failed", $"{RefreshFailed}: '{provider}' does not accept the refresh token any more.")
    {
        Hint = StartHint(provider),
    });

    public static ProxyErrorException ClientRefused(string provider) => new(new ProxyError(
        ProxyErrorKind.AuthRequired, "client_refused", $"{RefreshFailed}: '{provider}' refuses this proxy itself.")
    {
        Hint = "The operator must check ClientId, ClientSecret and TokenUrl; the log says more.",
    });

    public static ProxyErrorException Unreachable(string provider, TimeSpan? retryAfter) => new(new ProxyError(
        ProxyErrorKind.UpstreamUnreachable, "token_server_unreachable", $"{RefreshFailed}: the token server of '{provider}' gives no usable answer at the moment.")
    {
        RetryAfterSeconds = retryAfter is { } wait && wait > TimeSpan.Zero ? (int)Math.Min(Math.Ceiling(wait.TotalSeconds), int.MaxValue) : null,
        Hint = "Try again later.",
    });

    public static ProxyErrorException StorageFailed(Exception cause) => new(
        new ProxyError(ProxyErrorKind.Internal, "state_unavailable", "The proxy cannot read or write its state at the moment.") { Retryable = true, Hint = "Try again later." },
        cause);

    public static ProxyErrorException TooManyFlows(string provider) => new(new ProxyError(
        ProxyErrorKind.RateLimited, "too_many_flows", $"Too many authorizations of '{provider}' have begun and not ended.")
    {
        RetryAfterSeconds = 60,
    });

    private static string StartHint(string provider) => $"Begin with the tool start_oauth_flow, or with GET /auth/start/{Uri.EscapeDataString(provider)}, and let the person open the URL.";
}
