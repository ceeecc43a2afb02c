using System.Text.Json.Nodes;
using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.OAuth;

namespace AdsSimulator.Issuer;

/// <summary>The issuer's metadata and keys, its token endpoint, and what a test makes it do.</summary>
internal static class IssuerEndpoints
{
    private const string Metadata = IssuerServer.Prefix + "/.well-known/openid-configuration";
    private const string KeySet = IssuerServer.Prefix + "/.well-known/jwks.json";
    private const string Token = IssuerServer.Prefix + "/token";
    private const string Control = ControlEndpoints.Prefix + IssuerServer.Prefix;

    public static void MapIssuer(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead(Metadata, context => PublishAsync(context, Metadata, IssuerOf(context).Metadata()));
        endpoints.MapRead(KeySet, context => PublishAsync(context, KeySet, IssuerOf(context).KeySet()));
        endpoints.MapPost(Token, TokenAsync);
        endpoints.MapSettings("issuer", context => IssuerOf(context).Settings, SimulatorJson.Shared.IssuerSettings);
        endpoints.MapPost(Control + "/mint", MintAsync);
        endpoints.MapPost(Control + "/rotate", RotateAsync);
    }

    private static Task PublishAsync(HttpContext context, string endpoint, JsonObject document)
    {
        Count(context, endpoint, null);
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return JsonAnswer.WriteAsync(context, document);
    }

    private static async Task TokenAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            await ExchangeAloneAsync(context);
            return;
        }

        try
        {
            var form = await OAuthForm.ReadAsync(context);
            Count(context, Token, form["subject_token"] ?? form.ClientId);
            await JsonAnswer.WriteAsync(context, IssuerGrants.Grant(IssuerOf(context), form));
        }
        catch (OAuthException e)
        {
            await OAuthEndpoints.WriteErrorAsync(context, e);
        }
    }

    /// <summary>The exchange that many services have instead of OAuth: one credential in, one JWT out.</summary>
    private static async Task ExchangeAloneAsync(HttpContext context)
    {
        var credential = BearerToken.Read(context.Request);
        if (credential is null && context.Request.HasJsonContentType())
        {
            if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.JsonNode) is not { } body)
            {
                return;
            }

            credential = body.TextAt("api_key");
        }

        Count(context, Token, credential);
        await (IssuerGrants.Grant(IssuerOf(context), credential) is { } answer
            ? JsonAnswer.WriteAsync(context, answer)
            : JsonAnswer.WriteAsync(context, new JsonObject { ["error"] = "unauthorized" }, status: StatusCodes.Status401Unauthorized));
    }

    private static async Task MintAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.MintRequest) is not { } request)
        {
            return;
        }

        try
        {
            await JsonAnswer.WriteAsync(context, new JsonObject { ["token"] = IssuerOf(context).Mint(request.Claims ?? [], request.Options) });
        }
        catch (FormatException e)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static Task RotateAsync(HttpContext context)
    {
        var keepOld = context.Request.Query["keepOld"] != "false";
        return JsonAnswer.WriteAsync(context, new JsonObject { ["kid"] = IssuerOf(context).RotateKeys(keepOld) });
    }

    private static void Count(HttpContext context, string endpoint, string? credential) =>
        context.RequestServices.GetRequiredService<CallCounter>().Count(endpoint, credential);

    private static IssuerServer IssuerOf(HttpContext context) => context.RequestServices.GetRequiredService<IssuerServer>();
}
