using System.Text.Json;

namespace McpProxy.Tools.Slimming;

/// <summary>Optional arguments that nobody should give any more: callers are not shown them. Who gives one is heard all the same.</summary>
internal static class DeprecatedArguments
{
    private const string Word = "deprecated";

    /// <summary>After "this", how many words may stand before the one that counts: <c>This request header is now deprecated</c>.</summary>
    private const int MostWordsBefore = 5;

    /// <summary>The names of those among the properties of an input schema.</summary>
    public static IEnumerable<string> Find(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties"u8, out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        var required = SchemaNames.Required(schema);
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object && IsDeprecated(property.Value) && !required.Contains(property.Name))
            {
                yield return property.Name;
            }
        }
    }

    private static bool IsDeprecated(JsonElement schema) =>
        (schema.TryGetProperty("deprecated"u8, out var keyword) && keyword.ValueKind == JsonValueKind.True)
        || (schema.TryGetProperty("description"u8, out var text) && text.ValueKind == JsonValueKind.String && SaysSo(text.GetString()!));

    /// <summary>Many documents say it in words alone: <c>Deprecated. Use b.</c>, <c>[DEPRECATED] …</c>, <c>This header is deprecated.</c> What is said of anything else does not count.</summary>
    private static bool SaysSo(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" [(*_\n");
        if (text.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
        {
            return text.Length == Word.Length || text[Word.Length] is '.' or ':' or ',' or ';' or '!' or ']' or ')' or '*' or '_';
        }

        var isFirst = true;
        var before = "";
        var count = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (isFirst && !word.Equals("this", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (word.TrimEnd(".,;:!").Equals(Word, StringComparison.OrdinalIgnoreCase))
            {
                return before is "is" or "been" or "now";
            }

            if (++count > MostWordsBefore || word.ContainsAny('.', ';', ':'))
            {
                return false;
            }

            (isFirst, before) = (false, word.ToString());
        }

        return false;
    }
}
