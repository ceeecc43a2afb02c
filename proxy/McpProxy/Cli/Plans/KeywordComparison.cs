using System.Text.Json;

namespace McpProxy.Host.Cli.Plans;

/// <summary>Compares the keywords of two schemas that stand for themselves: bounds, lists of values, and those that can only be the same or not.</summary>
internal static class KeywordComparison
{
    private const int LongestValue = 60;

    private static readonly HashSet<string> _least = new(StringComparer.Ordinal) { "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains" };
    private static readonly HashSet<string> _most = new(StringComparer.Ordinal) { "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains" };
    private static readonly HashSet<string> _elsewhere = new(StringComparer.Ordinal) { "items", "additionalProperties", "enum", "const" };

    /// <summary>Told of a keyword that is different: its name, what was, what is, and whether less is taken.</summary>
    public delegate void Report(string keyword, string was, string now, bool isBreaking);

    public static void Compare(SchemaShape a, SchemaShape b, Report report)
    {
        CompareValues(a, b, report);
        foreach (var keyword in a.Keywords.Keys.Union(b.Keywords.Keys).Where(k => !_elsewhere.Contains(k)))
        {
            var was = a.Keywords.TryGetValue(keyword, out var one) ? one : (JsonElement?)null;
            var now = b.Keywords.TryGetValue(keyword, out var two) ? two : (JsonElement?)null;
            if (was?.GetRawText() != now?.GetRawText())
            {
                report(keyword, Show(was), Show(now), IsNarrower(keyword, was, now));
            }
        }
    }

    private static bool IsNarrower(string keyword, JsonElement? was, JsonElement? now)
    {
        if (now is not { } bound)
        {
            return false;
        }

        if (was is not { } before)
        {
            // A lower bound of 0 on a number of things says nothing, nor do items that may be alike.
            return !(keyword.StartsWith("min", StringComparison.Ordinal) && keyword != "minimum" && Number(bound) <= 0) && bound.ValueKind != JsonValueKind.False;
        }

        return keyword switch
        {
            _ when _least.Contains(keyword) => !(Number(bound) <= Number(before)),
            _ when _most.Contains(keyword) => !(Number(bound) >= Number(before)),
            "multipleOf" => !(Number(before) % Number(bound) == 0),
            "uniqueItems" => bound.ValueKind == JsonValueKind.True,
            // Patterns, conditions and the like: whether another one takes as much cannot be told.
            _ => true,
        };
    }

    private static void CompareValues(SchemaShape a, SchemaShape b, Report report)
    {
        var (was, now) = (ValuesOf(a), ValuesOf(b));
        if (was is null && now is null)
        {
            return;
        }

        if (was is null || now is null)
        {
            report("values", was is null ? "any" : Show(was), now is null ? "any" : Show(now), isBreaking: now is not null);
            return;
        }

        var (gone, added) = (was.Except(now).ToList(), now.Except(was).ToList());
        if (gone.Count + added.Count > 0)
        {
            report("values", gone.Count == 0 ? $"{was.Count}" : $"with {Show(gone)}", added.Count == 0 ? $"{now.Count}" : $"with {Show(added)}", isBreaking: gone.Count > 0);
        }
    }

    private static List<string>? ValuesOf(SchemaShape shape) =>
        shape.Keywords.TryGetValue("const", out var only) ? [only.GetRawText()]
        : shape.Keywords.TryGetValue("enum", out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(v => v.GetRawText())]
        : null;

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : double.NaN;

    private static string Show(List<string> values) => Cut(string.Join(", ", values));

    private static string Show(JsonElement? value) => value is { } json ? Cut(json.GetRawText()) : "none";

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";
}
