using System.Globalization;
using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;

namespace AdsSimulator.OpenBridge;

/// <summary>The four answers of OpenBridge that lead from a refresh token to a token of the Ads API.</summary>
internal static class OpenBridgeEndpoints
{
    public const string Prefix = "/openbridge";

    private const string MediaType = "application/vnd.api+json";
    private const string ApplicationType = "remote_identity_type_application";
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 100;

    public static void MapOpenBridge(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Prefix + "/auth/api/ref", ExchangeAsync);
        endpoints.MapRead(Prefix + "/sri", context => AuthenticatedAsync(context, Prefix + "/sri", ListAsync));
        endpoints.MapRead(Prefix + "/sri/{id}", context => AuthenticatedAsync(context, Prefix + "/sri/{id}", GetAsync));
        endpoints.MapRead(Prefix + "/rita/{id}", context => AuthenticatedAsync(context, Prefix + "/rita/{id}", GetApplicationAsync));
        endpoints.MapRead(Prefix + "/service/amzadv/token/{id}", context => AuthenticatedAsync(context, Prefix + "/service/amzadv/token/{id}", GetTokenAsync));
        endpoints.MapSettings("openbridge", context => ServerOf(context).Settings, SimulatorJson.Shared.OpenBridgeSettings);
    }

    private static async Task ExchangeAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.JsonNode) is not { } body)
        {
            return;
        }

        var refreshToken = body.TextAt("data", "attributes", "refresh_token");
        Count(context, Prefix + "/auth/api/ref", refreshToken);
        if (body.TextAt("data", "type") != "APIAuth" || refreshToken is null)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "The body must be {\"data\":{\"type\":\"APIAuth\",\"attributes\":{\"refresh_token\":…}}}.");
            return;
        }

        if (ServerOf(context).Exchange(refreshToken) is not { } jwt)
        {
            await FailAsync(context, StatusCodes.Status401Unauthorized, "The refresh token is not valid.");
            return;
        }

        var answer = new JsonObject { ["data"] = new JsonObject { ["attributes"] = new JsonObject { ["token"] = jwt } } };
        await JsonAnswer.WriteAsync(context, answer, status: StatusCodes.Status202Accepted);
    }

    private static async Task AuthenticatedAsync(HttpContext context, string endpoint, Func<HttpContext, PartnerAccount, Task> answer)
    {
        Count(context, endpoint, context.Request.Headers["x-api-key"]);
        await (ServerOf(context).Authenticate(context.Request) is { } partner
            ? answer(context, partner)
            : FailAsync(context, StatusCodes.Status401Unauthorized, "The token or x-api-key is missing, expired or not valid."));
    }

    private static Task ListAsync(HttpContext context, PartnerAccount partner)
    {
        var page = QueryNumber.Read(context, "page", 1, 1, int.MaxValue);
        var size = QueryNumber.Read(context, "page_size", DefaultPageSize, 1, MaxPageSize);
        var type = context.Request.Query["remote_identity_type"].ToString();
        var matching = partner.Identities.Where(i => type.Length == 0 || i.Type == type).ToList();
        var items = matching.Skip((int)Math.Min((page - 1) * size, int.MaxValue)).Take((int)size);
        var links = new JsonObject();
        if (page * size < matching.Count)
        {
            var filter = type.Length == 0 ? "" : $"&remote_identity_type={Uri.EscapeDataString(type)}";
            links["next"] = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{Prefix}/sri?page={page + 1}&page_size={size}{filter}";
        }

        var settings = ServerOf(context).Settings.Current;
        return WriteAsync(context, new JsonObject { ["data"] = new JsonArray([.. items.Select(i => Describe(i, settings))]), ["links"] = links });
    }

    private static Task GetAsync(HttpContext context, PartnerAccount partner)
    {
        if (FindIdentity(context, partner) is not { } identity)
        {
            return NotFoundAsync(context);
        }

        var settings = ServerOf(context).Settings.Current;
        var answer = new JsonObject { ["data"] = Describe(identity, settings) };
        if (context.Request.Query["include"].ToString().Split(',').Contains(ApplicationType))
        {
            answer["included"] = new JsonArray(DescribeApplication(identity, settings.ClientId <= ClientIdPlace.Included));
        }

        return WriteAsync(context, answer);
    }

    private static Task GetApplicationAsync(HttpContext context, PartnerAccount partner)
    {
        var id = context.Request.RouteValues["id"]?.ToString();
        return partner.Identities.FirstOrDefault(i => i.ApplicationId == id) is { } identity
            ? WriteAsync(context, new JsonObject { ["data"] = DescribeApplication(identity, ServerOf(context).Settings.Current.ClientId <= ClientIdPlace.Application) })
            : NotFoundAsync(context);
    }

    private static Task GetTokenAsync(HttpContext context, PartnerAccount partner)
    {
        if (FindIdentity(context, partner) is not { Type: PartnerIdentity.AmazonAds } identity)
        {
            return NotFoundAsync(context);
        }

        var server = ServerOf(context);
        var settings = server.Settings.Current;
        var data = new JsonObject { ["access_token"] = server.IssueAccessToken(partner, identity).Value };
        if (settings.ClientId == ClientIdPlace.Token)
        {
            data["client_id"] = identity.ClientId;
        }

        if (!settings.OmitProfileId)
        {
            data["profile_id"] = identity.ProfileIds[0].ToString(CultureInfo.InvariantCulture);
        }

        return JsonAnswer.WriteAsync(context, new JsonObject { ["data"] = data });
    }

    private static JsonObject Describe(PartnerIdentity identity, OpenBridgeSettings settings)
    {
        var attributes = new JsonObject { ["name"] = identity.Name, ["region"] = identity.Region };
        if (settings.ClientId == ClientIdPlace.Identity)
        {
            attributes["oauth_client_id"] = identity.ClientId;
        }

        return new()
        {
            ["id"] = identity.Id,
            ["type"] = "remote_identity",
            ["attributes"] = attributes,
            ["relationships"] = new JsonObject
            {
                ["remote_identity_type"] = Relation("remote_identity_type", identity.Type),
                [ApplicationType] = Relation(ApplicationType, identity.ApplicationId),
            },
        };
    }

    private static JsonObject Relation(string type, string id) => new() { ["data"] = new JsonObject { ["type"] = type, ["id"] = id } };

    private static JsonObject DescribeApplication(PartnerIdentity identity, bool withClientId)
    {
        var attributes = new JsonObject { ["name"] = "Amazon Advertising" };
        if (withClientId)
        {
            attributes["oauth_client_id"] = identity.ClientId;
        }

        return new() { ["id"] = identity.ApplicationId, ["type"] = ApplicationType, ["attributes"] = attributes };
    }

    private static PartnerIdentity? FindIdentity(HttpContext context, PartnerAccount partner)
    {
        var id = context.Request.RouteValues["id"]?.ToString();
        return partner.Identities.FirstOrDefault(i => i.Id == id);
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer) => JsonAnswer.WriteAsync(context, answer, MediaType);

    private static Task NotFoundAsync(HttpContext context) => FailAsync(context, StatusCodes.Status404NotFound, "This partner has nothing of that id.");

    private static Task FailAsync(HttpContext context, int status, string detail)
    {
        var error = new JsonObject
        {
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["detail"] = detail,
        };
        return JsonAnswer.WriteAsync(context, new JsonObject { ["errors"] = new JsonArray(error) }, MediaType, status);
    }

    private static void Count(HttpContext context, string endpoint, string? credential) =>
        context.RequestServices.GetRequiredService<CallCounter>().Count(endpoint, credential);

    private static OpenBridgeServer ServerOf(HttpContext context) => context.RequestServices.GetRequiredService<OpenBridgeServer>();
}
