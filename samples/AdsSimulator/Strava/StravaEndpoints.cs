using System.Collections.Frozen;
using System.Text.Json.Nodes;
using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.OAuth;

namespace AdsSimulator.Strava;

/// <summary>A provider in the manner of Strava: <c>expires_at</c> in its tokens, errors of its own, and one endpoint behind them.</summary>
internal static class StravaEndpoints
{
    /// <summary>The key of this server among the <see cref="AuthorizationServer"/>s, and its name in the control paths.</summary>
    public const string Name = "strava";

    public static readonly OAuthFlavor Flavor = new(
        Name,
        new("12345", "simulator-secret"),
        AccessPrefix: "",
        RefreshPrefix: "",
        new[] { "read", "read_all", "profile:read_all", "activity:read", "activity:read_all", "activity:write" }.ToFrozenSet(StringComparer.Ordinal),
        ScopeSeparator: ',');

    private const string Activities = "/strava/athlete/activities";

    public static void MapStrava(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAuthorize("/strava/oauth/authorize", Name);
        endpoints.MapToken("/strava/oauth/token", Name, WriteTokenAsync, WriteErrorAsync);
        endpoints.MapRead(Activities, ListAsync);
        endpoints.MapSettings(Name, context => OAuthEndpoints.ServerOf(context, Name).Settings, SimulatorJson.Shared.OAuthSettings);
    }

    private static Task WriteTokenAsync(HttpContext context, TokenGrant grant)
    {
        var answer = new JsonObject
        {
            ["token_type"] = "Bearer",
            ["access_token"] = grant.Access.Value,
            ["expires_at"] = grant.Access.ExpiresAt.ToUnixTimeSeconds(),
            ["expires_in"] = grant.Seconds,
        };
        if (grant.RefreshToken is { } refreshToken)
        {
            answer["refresh_token"] = refreshToken;
        }

        if (grant.IsFirst)
        {
            answer["athlete"] = Athlete.Of(grant.Access.Account.Name).Describe();
        }

        return JsonAnswer.WriteAsync(context, answer);
    }

    private static Task WriteErrorAsync(HttpContext context, OAuthException error) => error.Error switch
    {
        "invalid_client" => FailAsync(context, StatusCodes.Status401Unauthorized, "Application", "client_id"),
        "invalid_grant" when context.Request.Form.ContainsKey("refresh_token") => FailAsync(context, StatusCodes.Status400BadRequest, "RefreshToken", "refresh_token"),
        "invalid_grant" => FailAsync(context, StatusCodes.Status400BadRequest, "AuthorizationCode", "code"),
        _ => FailAsync(context, error.Status, "Application", "grant_type"),
    };

    private static Task ListAsync(HttpContext context)
    {
        var token = context.RequestServices.GetRequiredService<AccessTokens>().Find(BearerToken.Read(context.Request));
        context.RequestServices.GetRequiredService<CallCounter>().Count(Activities, token?.Account.Name);
        if (token is not { Issuer: Name })
        {
            return FailAsync(context, StatusCodes.Status401Unauthorized, "Athlete", "access_token");
        }

        var page = (int)QueryNumber.Read(context, "page", 1, 1, 1_000);
        var size = (int)QueryNumber.Read(context, "per_page", 30, 1, 200);
        var activities = Athlete.Of(token.Account.Name).ListActivities().Skip((page - 1) * size).Take(size);
        return JsonAnswer.WriteAsync(context, new JsonArray([.. activities]));
    }

    private static Task FailAsync(HttpContext context, int status, string resource, string field)
    {
        var error = new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = "invalid" };
        var message = status == StatusCodes.Status401Unauthorized ? "Authorization Error" : "Bad Request";
        return JsonAnswer.WriteAsync(context, new JsonObject { ["message"] = message, ["errors"] = new JsonArray(error) }, status: status);
    }
}
