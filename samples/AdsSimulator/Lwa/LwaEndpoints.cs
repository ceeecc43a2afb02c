using System.Collections.Frozen;
using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.OAuth;

namespace AdsSimulator.Lwa;

/// <summary>Login with Amazon: where a user agrees and where tokens are fetched.</summary>
internal static class LwaEndpoints
{
    /// <summary>The key of this server among the <see cref="AuthorizationServer"/>s, and its name in the control paths.</summary>
    public const string Name = "lwa";

    public static readonly OAuthFlavor Flavor = new(
        Name,
        new("amzn1.application-oa2-client.simulator", "simulator-secret"),
        AccessPrefix: "Atza|",
        RefreshPrefix: "Atzr|",
        new[] { "advertising::campaign_management", "cpc_advertising:campaign_management", "profile" }.ToFrozenSet(StringComparer.Ordinal),
        ScopeSeparator: ' ');

    private const string Authorize = "/lwa/ap/oa";
    private const string Token = "/lwa/auth/o2/token";

    public static void MapLwa(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAuthorize(Authorize, Name);
        endpoints.MapToken(Token, Name, WriteTokenAsync, OAuthEndpoints.WriteErrorAsync);
        endpoints.MapSettings(Name, context => OAuthEndpoints.ServerOf(context, Name).Settings, SimulatorJson.Shared.OAuthSettings);
    }

    private static Task WriteTokenAsync(HttpContext context, TokenGrant grant)
    {
        var answer = new JsonObject { ["access_token"] = grant.Access.Value };
        if (grant.RefreshToken is { } refreshToken)
        {
            answer["refresh_token"] = refreshToken;
        }

        answer["token_type"] = "bearer";
        answer["expires_in"] = grant.Seconds;
        return JsonAnswer.WriteAsync(context, answer);
    }
}
