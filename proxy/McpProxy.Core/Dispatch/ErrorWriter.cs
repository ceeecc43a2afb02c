using System.Text.Json;

namespace McpProxy.Dispatch;

/// <summary>Writes the members of the error contract; both doors use it, so that they cannot drift apart.</summary>
internal static class ErrorWriter
{
    public static void WriteMembers(Utf8JsonWriter writer, ProxyError error, string requestId)
    {
        writer.WriteString("kind"u8, ErrorKinds.Name(error.Kind));
        writer.WriteString("code"u8, error.Code);
        if (error.Status is { } status)
        {
            writer.WriteNumber("status"u8, status);
        }

        writer.WriteString("message"u8, error.Message);
        writer.WriteBoolean("retryable"u8, error.Retryable);
        if (error.RetryAfterSeconds is { } seconds)
        {
            writer.WriteNumber("retryAfterSeconds"u8, seconds);
        }

        if (error.Hint is { } hint)
        {
            writer.WriteString("hint"u8, hint);
        }

        writer.WriteString("requestId"u8, requestId);
        if (error.Details is { } details)
        {
            writer.WritePropertyName("details"u8);
            details.WriteTo(writer);
        }
    }
}
