using System.Text;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Values;

/// <summary>Says in a few words what a value is, for messages; long values are cut.</summary>
internal static class ValueText
{
    private const int MaxShownBytes = 48;

    /// <summary>Kind and value: <c>string "abc"</c>, <c>number 1.5</c>, <c>an object with 3 properties</c>.</summary>
    public static string Describe(JsonTape tape, int node) => tape.Kind(node) switch
    {
        JsonTokenType.StartObject => $"an object with {Count(tape.Count(node), "property", "properties")}",
        JsonTokenType.StartArray => $"an array with {Count(tape.Count(node), "item", "items")}",
        JsonTokenType.String or JsonTokenType.PropertyName => $"string {Raw(tape, node)}",
        JsonTokenType.Number => $"number {Raw(tape, node)}",
        _ => Raw(tape, node),
    };

    /// <summary>The value as JSON, which keeps control characters escaped.</summary>
    public static string Raw(JsonTape tape, int node)
    {
        var raw = tape.RawSpan(node);
        return raw.Length <= MaxShownBytes ? Encoding.UTF8.GetString(raw) : Cut(raw) + (raw[0] == '"' ? "…\"" : "…");
    }

    /// <summary>The text of a name or string without its quotes; control characters stay escaped.</summary>
    public static string Name(JsonTape tape, int node)
    {
        var text = tape.EscapedText(node);
        return text.Length <= MaxShownBytes ? Encoding.UTF8.GetString(text) : Cut(text) + "…";
    }

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Cut(ReadOnlySpan<byte> utf8)
    {
        var length = MaxShownBytes;
        while ((utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(utf8[..length]);
    }
}
