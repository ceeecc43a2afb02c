using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Http;

/// <summary>
/// <c>POST Mcp:ResourceWebhook:Path</c>: an upstream says, signed, that resources changed: <c>{"uri":"..."}</c> or
/// <c>{"uris":["..."]}</c>. Answers 202, also for URIs that nobody subscribes to; who is not believed learns nothing.
/// </summary>
internal sealed partial class ResourceWebhookEndpoint(LiveConfig config, ResourceWatches watches, ArrivalDeadline arrival, TimeProvider time, RequestGuard guard, ILogger<ResourceWebhookEndpoint> logger)
{
    private const int MaxBytes = 256 * 1024;

    public Task HandleAsync(HttpContext http) => guard.RunAsync(http, this, static (self, request) => self.HandleGuardedAsync(request));

    private async ValueTask HandleGuardedAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = "POST";
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        try
        {
            using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, arrival.Passed, http.RequestAborted);
            http.Response.StatusCode = body is null ? StatusCodes.Status413PayloadTooLarge : await AcceptAsync(http.Request.Headers, body.Bytes, http.RequestAborted);
        }
        catch (BodyDidNotArriveException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // The host stops; the sender tries again.
        }
    }

    private async ValueTask<int> AcceptAsync(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var secret = config.Current.Mcp.ResourceWebhook.Secret;
        if (!secret.HasValue || WebhookKey.Read(secret) is not { } key || !WebhookSignature.IsValid(headers, body.Span, key, time.GetUtcNow()))
        {
            Log.NotBelieved(logger);
            return StatusCodes.Status401Unauthorized;
        }

        if (ReadUris(body) is not { } uris)
        {
            return StatusCodes.Status400BadRequest;
        }

        foreach (var uri in uris)
        {
            await watches.SignalAsync(uri, cancellationToken);
        }

        return StatusCodes.Status202Accepted;
    }

    /// <summary>The URIs; null when the body is not of the form.</summary>
    private static List<string>? ReadUris(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (root.TryGetProperty("uri"u8, out var one))
            {
                return one.ValueKind == JsonValueKind.String ? [one.GetString()!] : null;
            }

            return root.TryGetProperty("uris"u8, out var many) && many.ValueKind == JsonValueKind.Array && many.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
                ? [.. many.EnumerateArray().Select(e => e.GetString()!)] // Strings only, as just seen.
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: half a surrogate pair.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(440, LogLevel.Warning, "A resource webhook was refused: its signature is wrong, or its time is off by more than five minutes.")]
        public static partial void NotBelieved(ILogger logger);
    }
}
