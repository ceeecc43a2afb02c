using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Sampling;

/// <summary>Reads an OpenAI-compatible chat completion.</summary>
internal sealed class ChatCompletionMapper : IAnswerMapper
{
    public static ChatCompletionMapper Instance { get; } = new();

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (answer.Sink is not BufferSink { TooLarge: false } sink)
        {
            answer.Sink?.Dispose();
            return Bad(answer, "it is too large, or no JSON");
        }

        var body = sink.Buffer;
        if (ContentDecoder.Decode(answer, ref body) is { } failure)
        {
            return failure;
        }

        using (body)
        {
            return Read(answer, body.WrittenMemory);
        }
    }

    private static ToolOutcome Read(UpstreamAnswer answer, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(answer, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Bad(answer, "it is not valid JSON");
        }
    }

    private static ToolOutcome Read(UpstreamAnswer answer, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("choices"u8, out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            return Bad(answer, "it has no choices");
        }

        var choice = choices[0];
        if (choice.ValueKind != JsonValueKind.Object || !choice.TryGetProperty("message"u8, out var message) || message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("content"u8, out var content) || content.ValueKind != JsonValueKind.String)
        {
            return Bad(answer, "its first choice has no text");
        }

        return new SamplingOutcome(new SamplingAnswer(content.GetString()!, Text(root, "model"u8) ?? "", StopReason(choice))); // Its kind is String.
    }

    /// <summary>An end of its own and a stop sequence look alike, unless the endpoint says at which text it stopped.</summary>
    private static string? StopReason(JsonElement choice) => Text(choice, "finish_reason"u8) switch
    {
        "stop" => Text(choice, "stop_reason"u8) is null ? "endTurn" : "stopSequence",
        "length" => "maxTokens",
        var other => other,
    };

    private static string? Text(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static ErrorOutcome Bad(UpstreamAnswer answer, string why) => new(SamplingErrors.BadAnswer(why), answer.RequestId, declaresOutput: false);
}
