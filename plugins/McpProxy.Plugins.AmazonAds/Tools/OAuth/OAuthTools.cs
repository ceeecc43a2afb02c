using System.Text.Json.Nodes;
using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.OAuth;

/// <summary>The tools that authorize the proxy to act for the caller.</summary>
internal sealed class OAuthTools(AdsSection section, ProfileDirectory profiles)
{
    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Change("start_oauth_flow", "Begin to authorize this server to use the advertising API for the user: the user must open the returned auth_url in a browser.", StartAsync) with { IsIdempotent = false },
        tools.Read("check_oauth_status", "Tell whether the user has authorized this server, and whether the token is still good.", CheckAsync),
        tools.Change("refresh_oauth_token", "Get a new access token now, from the stored authorization.", RefreshAsync) with { IsIdempotent = false },
        tools.Change("clear_oauth_tokens", "Forget the user's authorization and all tokens of it.", ClearAsync) with { IsDestructive = true },
    ];

    private IAuthorizationFlow Flow => section.Flow ?? throw new ProxyErrorException(
        new ProxyError(ProxyErrorKind.Internal, "oauth_unavailable", "The authorization provider of these tools is not available."));

    private async ValueTask<JsonObject> StartAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var start = await Flow.StartAsync(call.HttpContext);
        return new JsonObject
        {
            ["success"] = true,
            ["status"] = "success",
            ["auth_url"] = start.Url.AbsoluteUri,
            ["message"] = "Ask the user to open auth_url in a browser and to allow access; then call check_oauth_status.",
            ["expires_in_minutes"] = (int)start.ExpiresIn.TotalMinutes,
            ["session_bound"] = call.Exchange.SessionId is not null,
        };
    }

    private async ValueTask<JsonObject> CheckAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var report = await Flow.GetStatusAsync(call.HttpContext);
        var now = section.Services.Time.GetUtcNow();
        return new JsonObject
        {
            ["success"] = true,
            ["authenticated"] = report.Status == AuthorizationStatus.Active,
            ["status"] = NameOf(report.Status),
            ["has_refresh_token"] = report.HasRefreshToken,
            ["access_token_expired"] = report.AccessTokenExpiresAt is { } end ? end <= now : null,
            ["token_age_minutes"] = report.IssuedAt is { } issued ? (int)(now - issued).TotalMinutes : null,
            ["message"] = report.Error,
        };
    }

    private async ValueTask<JsonObject> RefreshAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var token = await Flow.GetTokenAsync(call.HttpContext, refresh: true);
        return new JsonObject
        {
            ["success"] = true,
            ["status"] = "success",
            ["message"] = "There is a new access token.",
            ["expires_in_seconds"] = token.ExpiresAt is { } end ? (int)Math.Max(0, (end - section.Services.Time.GetUtcNow()).TotalSeconds) : null,
        };
    }

    private async ValueTask<JsonObject> ClearAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var cleared = await Flow.ClearAsync(call.HttpContext);
        profiles.Forget(call);
        return new JsonObject
        {
            ["success"] = true,
            ["status"] = "success",
            ["cleared"] = cleared,
            ["message"] = cleared ? "The authorization is forgotten. To use the API again, call start_oauth_flow." : "There was nothing to forget.",
        };
    }

    private static string NameOf(AuthorizationStatus status) => status switch
    {
        AuthorizationStatus.NotStarted => "not_started",
        AuthorizationStatus.CallbackReceived => "callback_received",
        _ => status.ToString().ToLowerInvariant(),
    };
}
