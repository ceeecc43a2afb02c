using System.Text.Encodings.Web;
using System.Text.Json;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace McpProxy.Dispatch;

/// <summary>Writes failures of the corridor to HTTP callers as problem details (RFC 9457) with the members of the error contract.</summary>
internal static class ProblemWriter
{
    /// <summary>The answer is JSON and never part of a page: quotes and letters stay readable.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the failure of an exchange whose response has not started; does nothing when the answer is the upstream's own.</summary>
    public static async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.RequestAborted.IsCancellationRequested || FailureMapper.Find(context, response.StatusCode, deadlinePassed: false) is not { } error)
        {
            return;
        }

        await RefuseAsync(context, FailureMapper.ForRepetition(error, RequestTemplate.IsIdempotentMethod(context.Request.Method)));
    }

    /// <summary>Writes a failure as it is.</summary>
    public static async Task RefuseAsync(HttpContext context, ProxyError error)
    {
        var response = context.Response;
        response.StatusCode = error.HttpStatus;
        response.ContentType = "application/problem+json";
        if (error.RetryAfterSeconds is { } seconds && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        using var body = new PooledBuffer();
        Write(body, error, response.StatusCode, ProxyExchange.Get(context)?.RequestId ?? context.TraceIdentifier);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static void Write(PooledBuffer body, ProxyError error, int status, string requestId)
    {
        using var writer = new Utf8JsonWriter(body, Options);
        writer.WriteStartObject();
        writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        writer.WriteString("detail"u8, error.Message);
        ErrorWriter.WriteMembers(writer, error with { Status = status }, requestId);
        writer.WriteEndObject();
    }
}
