using System.Text.Json;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>What is remembered between a question and its answer, in the client's hands. Only ever sealed on the wire.</summary>
internal sealed record RequestState
{
    /// <summary>The upstream's own state, or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>How many rounds the call has had.</summary>
    public int Rounds { get; init; }

    /// <summary>How many answers of sampling providers the call has used.</summary>
    public int Samples { get; init; }

    /// <summary>What the client was asked.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Answers that are there already, and wait for the others.</summary>
    public InputAnswers Held { get; init; } = new();

    /// <summary>One thing the client was asked: as much of it as checking the answer needs.</summary>
    public sealed record Question(string Key, InputKind Kind, JsonElement? Form);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Upstream is not null)
        {
            writer.WriteString("state"u8, Upstream);
        }

        writer.WriteNumber("rounds"u8, Rounds);
        writer.WriteNumber("samples"u8, Samples);
        writer.WriteStartArray("asked"u8);
        foreach (var question in Questions)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, question.Key);
            writer.WriteNumber("kind"u8, (int)question.Kind);
            if (question.Form is { } form)
            {
                writer.WritePropertyName("form"u8);
                form.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("held"u8);
        Held.Write(writer);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RequestState Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        var held = new InputAnswers();
        foreach (var answer in root.GetProperty("held"u8).EnumerateObject())
        {
            held.Add(answer.Name, answer.Value);
        }

        return new RequestState
        {
            Upstream = root.TryGetProperty("state"u8, out var state) ? state.GetString() : null,
            Rounds = root.GetProperty("rounds"u8).GetInt32(),
            Samples = root.GetProperty("samples"u8).GetInt32(),
            Questions = [.. root.GetProperty("asked"u8).EnumerateArray().Select(ReadQuestion)],
            Held = held,
        };
    }

    private static Question ReadQuestion(JsonElement question) => new(
        question.GetProperty("key"u8).GetString()!, // Written above.
        (InputKind)question.GetProperty("kind"u8).GetInt32(),
        question.TryGetProperty("form"u8, out var form) ? form : null);
}
