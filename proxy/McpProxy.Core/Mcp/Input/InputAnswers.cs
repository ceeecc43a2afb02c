using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>Answers by the upstream's keys, on their way to it.</summary>
internal sealed class InputAnswers
{
    private readonly SortedDictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    public int Count => _answers.Count;

    public IEnumerable<KeyValuePair<string, JsonElement>> All => _answers;

    public void Add(string key, JsonElement answer) => _answers[key] = answer;

    /// <summary>The object that goes to the upstream; empty when there is no answer.</summary>
    public ReadOnlyMemory<byte> ToJson() => _answers.Count == 0 ? default : JsonBytes.Write(Write);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (key, answer) in _answers)
        {
            writer.WritePropertyName(key);
            answer.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
