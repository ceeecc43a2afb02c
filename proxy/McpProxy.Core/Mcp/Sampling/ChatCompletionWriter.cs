using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Sampling;

/// <summary>Writes a sampling request as an OpenAI-compatible chat completion.</summary>
internal static class ChatCompletionWriter
{
    /// <summary>OpenAI takes no more.</summary>
    private const int MaxStopSequences = 4;

    /// <exception cref="SamplingException">Something in it has no place in a chat completion.</exception>
    public static byte[] Write(SamplingRequest request, SamplingProviderConfig config, string model) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, model);
        writer.WriteStartArray("messages"u8);
        if (request.SystemPrompt is { Length: > 0 } instructions)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WriteString("content"u8, instructions);
            writer.WriteEndObject();
        }

        foreach (var message in request.Messages)
        {
            WriteMessage(writer, message);
        }

        writer.WriteEndArray();
        writer.WriteNumber(config.MaxTokensName, Math.Min(request.MaxTokens, config.MaxTokens));
        if (request.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature"u8, temperature);
        }

        if (request.StopSequences.Count > 0)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var text in request.StopSequences.Take(MaxStopSequences))
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static void WriteMessage(Utf8JsonWriter writer, SamplingMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, message.Role);
        if (message.Content is [{ Type: "text", Text: { } text }])
        {
            writer.WriteString("content"u8, text); // Every endpoint takes this form; some take no other.
        }
        else
        {
            writer.WriteStartArray("content"u8);
            foreach (var part in message.Content)
            {
                WritePart(writer, part);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, SamplingContent part)
    {
        writer.WriteStartObject();
        switch (part.Type)
        {
            case "text":
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, part.Text);
                break;
            case "image":
                writer.WriteString("type"u8, "image_url"u8);
                writer.WriteStartObject("image_url"u8);
                writer.WriteString("url"u8, $"data:{part.MimeType};base64,{part.Data}");
                writer.WriteEndObject();
                break;
            default:
                writer.WriteString("type"u8, "input_audio"u8);
                writer.WriteStartObject("input_audio"u8);
                writer.WriteString("data"u8, part.Data);
                writer.WriteString("format"u8, AudioFormat(part.MimeType));
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static string AudioFormat(string? mimeType) => mimeType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        _ => throw new SamplingException(SamplingErrors.Unfit($"audio of type '{mimeType}' cannot be given to the model; wav and mp3 can")),
    };
}
