using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Bridge;

/// <summary>Reads and writes the messages that the bridge looks into itself.</summary>
internal static class BridgeMessages
{
    /// <summary>Deepest JSON that passes. What is acceptable is for client and server to say.</summary>
    public const int MaxDepth = 512;

    /// <summary>Whether a message is the answer to a request. A server may write the same id with other escapes.</summary>
    public static bool Answers(Envelope message, ReadOnlyMemory<byte> id) =>
        message.Kind == EnvelopeKind.Response && message.HasId && (message.Id.Span.SequenceEqual(id.Span) || SameText(message.Id, id));

    /// <summary>An error of the bridge itself, as the answer to a request; without id for what is not a message.</summary>
    public static byte[] Error(ReadOnlyMemory<byte> id, McpFault fault) => JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault));

    /// <summary>The answers to a batch as one array; null where there is none.</summary>
    public static byte[] Batch(IEnumerable<byte[]?> answers) => JsonBytes.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var answer in answers)
        {
            if (answer is not null)
            {
                writer.WriteRawValue(answer, skipInputValidation: true);
            }
        }

        writer.WriteEndArray();
    });

    /// <summary>The answer for a client from the JSON body of a failed HTTP request; null when it holds no JSON-RPC error.</summary>
    public static byte[]? FromErrorBody(ReadOnlyMemory<byte> id, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("error"u8, out var error)
                || error.ValueKind != JsonValueKind.Object
                || !error.TryGetProperty("code"u8, out var code) || code.ValueKind != JsonValueKind.Number
                || !error.TryGetProperty("message"u8, out var message) || message.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            // Its id may be missing, null or the right one: the client needs the right one.
            return JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("jsonrpc"u8, "2.0"u8);
                writer.WritePropertyName("id"u8);
                writer.WriteRawValue(id.Span, skipInputValidation: true);
                writer.WritePropertyName("error"u8);
                error.WriteTo(writer);
                writer.WriteEndObject();
            });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The code of the error that an answer holds; null for a result.</summary>
    public static int? ErrorCode(ReadOnlyMemory<byte> answer)
    {
        if (EnvelopeReader.Read(answer, MaxDepth, out var envelope) is not null || !envelope.Error.IsObject)
        {
            return null;
        }

        using var error = JsonDocument.Parse(envelope.Error.Raw, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return error.RootElement.TryGetProperty("code"u8, out var code) && code.TryGetInt32(out var number) ? number : null;
    }

    /// <summary>Whether an error is about the session, as far as its text tells: "No valid session ID provided", "Server not initialized".</summary>
    public static bool SpeaksOfSession(byte[] error)
    {
        using var document = JsonDocument.Parse(error, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var message = document.RootElement.GetProperty("error"u8).GetProperty("message"u8).GetString()!;
        return message.Contains("session", StringComparison.OrdinalIgnoreCase) || message.Contains("not initialized", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A string member of an answer's result, or null.</summary>
    public static string? ResultText(ReadOnlyMemory<byte> answer, string name)
    {
        if (EnvelopeReader.Read(answer, MaxDepth, out var envelope) is not null || !envelope.Result.IsObject)
        {
            return null;
        }

        using var result = JsonDocument.Parse(envelope.Result.Raw, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return result.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>A <c>tools/list</c> of the bridge's own, with the version and capabilities of a client's call.</summary>
    public static byte[] ListTools(ReadOnlyMemory<byte> id, Envelope call, string? cursor) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(id.Span, skipInputValidation: true);
        writer.WriteString("method"u8, "tools/list"u8);
        writer.WriteStartObject("params"u8);
        if (cursor is not null)
        {
            writer.WriteString("cursor"u8, cursor);
        }

        writer.WriteStartObject("_meta"u8);
        writer.WritePropertyName("io.modelcontextprotocol/protocolVersion"u8);
        writer.WriteRawValue(call.MetaVersion.Raw.Span, skipInputValidation: true);
        writer.WritePropertyName("io.modelcontextprotocol/clientCapabilities"u8);
        writer.WriteRawValue(call.ClientCapabilities.IsObject ? call.ClientCapabilities.Raw.Span : "{}"u8, skipInputValidation: true);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>An id that no client uses by accident.</summary>
    public static ReadOnlyMemory<byte> OwnId(long number) => Encoding.ASCII.GetBytes($"\"mcpproxy-bridge-{number}\"");

    private static bool SameText(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        left.Span[0] == '"' && right.Span[0] == '"'
        && new JsonSlice(left, JsonTokenType.String).TextEquals(new JsonSlice(right, JsonTokenType.String).GetString());
}
