using System.Text.Json;
using McpProxy.Hosting;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>Begins a flow for a caller without MCP: sends a browser to the provider, or gives the URL as JSON to who asks for JSON.</summary>
/// <param name="flows">The flows.</param>
/// <param name="challenges">Says how callers authenticate.</param>
internal sealed class StartEndpoint(AuthorizationFlows flows, ICallerChallenges challenges)
{
    private const string Json = "application/json";

    public async Task RunAsync(HttpContext context, string provider)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (flows.Find(provider) is not { } flow)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound; // Removed since the request was routed.
            return;
        }

        try
        {
            var cookie = IsBrowser(context.Request) ? BrowserCookie.For(context.Request, flow.RedirectUri) : null;
            var start = await flow.StartAsync(context, cookie?.Digest);
            if (WantsJson(context.Request))
            {
                await context.Response.WriteAsJsonAsync(new StartAnswer(start.Url.AbsoluteUri, (int)start.ExpiresIn.TotalSeconds), StartJson.Default.StartAnswer, Json, context.RequestAborted);
                return;
            }

            cookie?.Give(context.Response, start.ExpiresIn);
            context.Response.Redirect(start.Url.AbsoluteUri);
        }
        catch (ProxyErrorException e)
        {
            await WriteAsync(context, e.Error);
        }
    }

    /// <summary>Whoever asks for a page keeps cookies; a program may hand the URL to a browser that has none.</summary>
    private static bool IsBrowser(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool WantsJson(HttpRequest request) => request.Headers.Accept.ToString().Contains(Json, StringComparison.OrdinalIgnoreCase) && !IsBrowser(request);

    /// <summary>Problem details (RFC 9457) with the fields of the error contract.</summary>
    private async Task WriteAsync(HttpContext context, ProxyError error)
    {
        context.Response.StatusCode = error.HttpStatus;
        if (error.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = challenges.Bearer(context);
        }

        if (error.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        context.Response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("title", error.Message);
        writer.WriteNumber("status", error.HttpStatus);
        writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Kind.ToString()));
        writer.WriteString("code", error.Code);
        writer.WriteBoolean("retryable", error.Retryable);
        if (error.Hint is { } hint)
        {
            writer.WriteString("hint", hint);
        }

        writer.WriteString("requestId", context.TraceIdentifier);
        writer.WriteEndObject();
    }
}
