using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.OAuth.Vault;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>Says how far an authorization is. The newest flow counts as long as it lives; then the tokens; then why there are none.</summary>
internal static class StatusReport
{
    public static AuthorizationReport Of(VaultRow? row, DateTimeOffset now)
    {
        if (row is null)
        {
            return new AuthorizationReport(AuthorizationStatus.NotStarted);
        }

        return new AuthorizationReport(StatusOf(row, now))
        {
            HasRefreshToken = row.Tokens?.RefreshToken is not null,
            AccessTokenExpiresAt = row.Tokens?.ExpiresAt,
            IssuedAt = row.Tokens?.IssuedAt,
            Error = row.Tokens is null ? row.Error : null,
        };
    }

    private static AuthorizationStatus StatusOf(VaultRow row, DateTimeOffset now)
    {
        if (row.Pending.LastOrDefault(p => p.Expires > now) is { } flow)
        {
            return flow.IsBack ? AuthorizationStatus.CallbackReceived : AuthorizationStatus.Pending;
        }

        if (row.Tokens is { } tokens)
        {
            return tokens.RefreshToken is not null || tokens.Lasts(TimeSpan.Zero, now) ? AuthorizationStatus.Active : AuthorizationStatus.Expired;
        }

        return row.Error is not null ? AuthorizationStatus.Error
            : row.Pending.Count > 0 ? AuthorizationStatus.Expired
            : AuthorizationStatus.NotStarted;
    }
}
