using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>Begins a flow for a caller without MCP: sends a browser to the provider, or gives the URL as JSON to who asks for JSON.</summary>
internal sealed class StartEndpoint(AuthorizationFlows flows)
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
            var start = await flow.StartAsync(context);
            if (WantsJson(context.Request))
            {
                await context.Response.WriteAsJsonAsync(new StartAnswer(start.Url.AbsoluteUri, (int)start.ExpiresIn.TotalSeconds), StartJson.Default.StartAnswer, Json, context.RequestAborted);
                return;
            }

            context.Response.Redirect(start.Url.AbsoluteUri);
        }
        catch (ProxyErrorException e)
        {
            await WriteAsync(context, e.Error);
        }
    }

    private static bool WantsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Contains(Json, StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Problem details (RFC 9457) with the fields of the error contract.</summary>
    private static async Task WriteAsync(HttpContext context, ProxyError error)
    {
        context.Response.StatusCode = error.HttpStatus;
        if (error.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
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
