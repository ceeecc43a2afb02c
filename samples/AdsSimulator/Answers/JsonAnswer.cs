using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AdsSimulator.Answers;

/// <summary>Writes JSON bodies with a length, as the simulated API does.</summary>
internal static class JsonAnswer
{
    public const string Json = "application/json";

    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, string contentType = Json, int status = StatusCodes.Status200OK) =>
        WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(value, type), contentType, status);

    /// <summary>Writes a body whose members are spelled here as they are on the wire.</summary>
    public static Task WriteAsync(HttpContext context, JsonNode value, string contentType = Json, int status = StatusCodes.Status200OK) =>
        WriteAsync(context, Encoding.UTF8.GetBytes(ToText(value)), contentType, status);

    public static string ToText(JsonNode value) => value.ToJsonString(SimulatorJson.Shared.Options);

    /// <summary>Reads a JSON body, or answers 400 or 415 and returns null.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "The content type must be JSON.");
            return null;
        }

        try
        {
            var value = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
            if (value is not null)
            {
                return value;
            }
        }
        catch (JsonException e)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"The body is not the expected JSON: {e.Message}");
            return null;
        }

        await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body must not be null.");
        return null;
    }

    private static Task WriteAsync(HttpContext context, byte[] body, string contentType, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
