using System.Text;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>Makes JSON arguments, with whatever JSON allows: blanks, escapes, numbers of any length, depth.</summary>
internal static class RandomArguments
{
    private static readonly string[] Names = ["texts", "numbers", "kind", "day", "filter", "free"];
    private static readonly string[] AllNames = [.. Names, "text", "n\\\"1", "n2", "date", "anything", "unknown", "te\\u0078ts", "\\u0064ay"];
    private static readonly string[] Kinds = ["\"A_B\"", "\"c d\"", "\"\\u00e9\"", "\"A\\u005fB\""];
    private static readonly string[] Texts = ["\"\"", "\"a_b\"", "\"C-D\"", "\"2026-01-02T03:04:05Z\"", "\"20260102\"", "\"1772323199\"", "\"12\"", "\"[1,\\\"2\\\"]\"", "\"{\\\"a\\\":1}\"", "\"{\"", "\"\\ud800\"", "\"é\\n\"", "\"\\u0041 b\""];
    private static readonly string[] Numbers = ["0", "-0", "1772323199", "1772323199000.5", "1e400", "-1.5E-7", "123456789012345678901234567890123456789012345678901234567890"];

    /// <summary>Arguments that fit.</summary>
    public static string Right(Random random) => Object(random, Names.Where(_ => random.Next(3) > 0).Select(n => (n, RightValue(n, random))));

    /// <summary>Arguments of which some fit.</summary>
    public static string Any(Random random) => Object(random, AllNames.Where(_ => random.Next(5) == 0).Select(n => (n, Value(random, 4))));

    private static string RightValue(string name, Random random) => name switch
    {
        "texts" => Array(random, _ => Pick(Texts, random)),
        "numbers" => Array(random, _ => Pick(Numbers, random)),
        "kind" => Pick(Kinds, random),
        "day" => "\"2026-01-02\"",
        "filter" => random.Next(2) == 0 ? Array(random, r => Value(r, 3)) : Object(random, [("a", Value(random, 3)), ("b", Value(random, 3))]),
        _ => Value(random, 3),
    };

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 or 1 => Pick(Texts, random),
        2 => Pick(Numbers, random),
        3 => random.Next(2) == 0 ? "true" : "false",
        4 => "null",
        5 => Array(random, r => Value(r, depth - 1)),
        _ => Object(random, [("a", Value(random, depth - 1)), ("\\u00e9", Value(random, depth - 1))]),
    };

    private static string Array(Random random, Func<Random, string> item) => $"[{string.Join(Blank(random) + ",", Enumerable.Range(0, random.Next(4)).Select(_ => Blank(random) + item(random)))}]";

    private static string Object(Random random, IEnumerable<(string Name, string Value)> members)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in members.OrderBy(_ => random.Next()))
        {
            text.Append(text.Length > 1 ? "," : "").Append(Blank(random)).Append('"').Append(name).Append('"').Append(Blank(random)).Append(':').Append(Blank(random)).Append(value);
        }

        return text.Append('}').ToString();
    }

    private static string Blank(Random random) => random.Next(6) switch { 0 => " ", 1 => "\n\t", _ => "" };

    private static string Pick(string[] values, Random random) => values[random.Next(values.Length)];
}
