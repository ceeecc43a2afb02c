using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Control;

namespace AdsSimulator.OAuth;

/// <summary>The two addresses of an <see cref="AuthorizationServer"/>.</summary>
internal static class OAuthEndpoints
{
    public static AuthorizationServer ServerOf(HttpContext context, string name) => context.RequestServices.GetRequiredKeyedService<AuthorizationServer>(name);

    /// <summary>Maps the address that a browser is sent to; calls are counted by client id.</summary>
    public static void MapAuthorize(this IEndpointRouteBuilder endpoints, string path, string server) => endpoints.MapGet(path, context =>
    {
        Count(context, path, context.Request.Query["client_id"]);
        context.Response.Redirect(ServerOf(context, server).Authorize(context.Request.Query));
        return Task.CompletedTask;
    });

    /// <summary>Maps the address where tokens are fetched; calls are counted by refresh token or code.</summary>
    public static void MapToken(
        this IEndpointRouteBuilder endpoints,
        string path,
        string server,
        Func<HttpContext, TokenGrant, Task> write,
        Func<HttpContext, OAuthException, Task> writeError) => endpoints.MapPost(path, async context =>
    {
        // RFC 6749, section 5.1.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        try
        {
            var form = await OAuthForm.ReadAsync(context);
            Count(context, path, form["refresh_token"] ?? form["code"]);
            await write(context, ServerOf(context, server).Redeem(form));
        }
        catch (OAuthException e)
        {
            await writeError(context, e);
        }
    });

    /// <summary>An error body of RFC 6749, section 5.2.</summary>
    public static Task WriteErrorAsync(HttpContext context, OAuthException error) =>
        JsonAnswer.WriteAsync(context, new JsonObject { ["error"] = error.Error, ["error_description"] = error.Message }, status: error.Status);

    private static void Count(HttpContext context, string endpoint, string? credential) =>
        context.RequestServices.GetRequiredService<CallCounter>().Count(endpoint, credential);
}
