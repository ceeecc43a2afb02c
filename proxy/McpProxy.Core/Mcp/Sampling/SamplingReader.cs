using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Sampling;

/// <summary>Reads the params of <c>sampling/createMessage</c>, and writes its result.</summary>
internal static class SamplingReader
{
    /// <exception cref="SamplingException">They are not such params, or hold what a provider cannot answer.</exception>
    public static SamplingRequest Read(JsonElement parameters)
    {
        try
        {
            return new SamplingRequest
            {
                Messages = [.. parameters.GetProperty("messages"u8).EnumerateArray().Select(ReadMessage)],
                SystemPrompt = Text(parameters, "systemPrompt"u8),
                MaxTokens = parameters.GetProperty("maxTokens"u8).GetInt32(),
                Temperature = Number(parameters, "temperature"u8),
                StopSequences = parameters.TryGetProperty("stopSequences"u8, out var stops) ? [.. stops.EnumerateArray().Select(s => s.GetString()!)] : [],
                Preferences = parameters.TryGetProperty("modelPreferences"u8, out var preferences) ? ReadPreferences(preferences) : new SamplingPreferences(),
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SamplingException(SamplingErrors.Unfit("its params are malformed"));
        }
    }

    /// <summary>The <c>CreateMessageResult</c> of an answer.</summary>
    public static JsonElement Result(SamplingAnswer answer) => JsonElement.Parse(JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteStartObject("content"u8);
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, answer.Text);
        writer.WriteEndObject();
        writer.WriteString("model"u8, answer.Model);
        if (answer.StopReason is not null)
        {
            writer.WriteString("stopReason"u8, answer.StopReason);
        }

        writer.WriteEndObject();
    }));

    private static SamplingMessage ReadMessage(JsonElement message)
    {
        var role = message.GetProperty("role"u8).GetString();
        if (role is not ("user" or "assistant"))
        {
            throw new SamplingException(SamplingErrors.Unfit("a message is of neither user nor assistant"));
        }

        var content = message.GetProperty("content"u8);
        return new SamplingMessage(role, content.ValueKind == JsonValueKind.Array ? [.. content.EnumerateArray().Select(ReadPart)] : [ReadPart(content)]);
    }

    private static SamplingContent ReadPart(JsonElement part) => part.GetProperty("type"u8).GetString() switch
    {
        "text" => new SamplingContent("text", part.GetProperty("text"u8).GetString(), null, null),
        "image" => new SamplingContent("image", null, part.GetProperty("data"u8).GetString(), part.GetProperty("mimeType"u8).GetString()),
        "audio" => new SamplingContent("audio", null, part.GetProperty("data"u8).GetString(), part.GetProperty("mimeType"u8).GetString()),
        _ => throw new SamplingException(SamplingErrors.Unfit("a message holds something other than text, image and audio")),
    };

    private static SamplingPreferences ReadPreferences(JsonElement preferences) => new()
    {
        Hints = preferences.TryGetProperty("hints"u8, out var hints)
            ? [.. hints.EnumerateArray().Select(h => Text(h, "name"u8)).OfType<string>().Where(h => h.Length > 0)]
            : [],
        Cost = Number(preferences, "costPriority"u8),
        Speed = Number(preferences, "speedPriority"u8),
        Intelligence = Number(preferences, "intelligencePriority"u8),
    };

    private static string? Text(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member.GetString() : null;

    private static double? Number(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member.GetDouble() : null;
}
