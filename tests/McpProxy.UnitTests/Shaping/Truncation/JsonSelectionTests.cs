using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Shaping.Truncation;
using McpProxy.UnitTests.Shaping.Json;
using McpProxy.UnitTests.Tools.Schema;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>What is kept where only some members are wanted.</summary>
public sealed class JsonSelectionTests
{
    [Theory]
    // Kept members keep their bytes, and what stands between them.
    [InlineData("""{"id":1.50,"secret":2,"account":{"name":"caf\u00e9","x":[1]}}""", """{"id":1.50,"account":{"name":"caf\u00e9"}}""", "id", "account.name")]
    [InlineData("""{ "secret": 2, "id": 1 , "x": 3 }""", """{"id": 1}""", "id")]
    // Arrays are walked; scalars in them have no members.
    [InlineData("""[{"items":[{"n":1,"m":0},{"n":2},7]},"x"]""", """[{"items":[{"n":1},{"n":2}]}]""", "items.n")]
    // Whoever names an object wants all of it.
    [InlineData("""{"a":{"b":{"c":1}},"d":0}""", """{"a":{"b":{"c":1}}}""", "a", "a.b.x")]
    [InlineData("""{"a":1}""", "{}", "b")]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{}}""", "a.x", "b.x")]
    [InlineData(" 12", " null", "b")]
    [InlineData("\"text\" ", "null", "b")]
    // A name is the same name with escapes.
    [InlineData("""{"\u0061":1,"b":2}""", """{"\u0061":1}""", "a")]
    [InlineData("""{"@odata.count":1,"b":2}""", """{"@odata.count":1}""", "$['@odata.count']")]
    [InlineData("""{"a":[{"b":1,"c":2}]}""", """{"a":[{"b":1}]}""", "$.a[*].b")]
    [InlineData("""{"a":[{"b":1,"c":2}]}""", """{"a":[{"b":1}]}""", "a[].b")]
    public void Selection_KeepsTheNamedMembers(string json, string expected, params string[] paths)
    {
        var rules = new TruncationRules { Selection = Selection(paths) };
        Assert.All([.. Pieces.InTwo(json.Length), Pieces.Single(json.Length)], pieces => Assert.Equal(expected, Truncated.From(rules, json, pieces).Text));
    }

    [Fact]
    public void Limits_CountWhatIsSelected()
    {
        var rules = new TruncationRules { Selection = Selection("truncated", "items.n"), MaxItems = 2 };

        var truncated = Truncated.From(rules, """{"original_count":9,"items":[1,{"n":1,"m":[1,2,3]},2,{"n":2},{"n":3}]}""");

        Assert.Equal("""{"items":[{"n":1},{"n":2}],"truncated":true,"original_count":5,"returned_count":2,"_truncation":[{"pointer":"/items","original_count":5,"returned_count":2}]}""", truncated.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("a..b")]
    [InlineData("a.*")]
    [InlineData("a.")]
    [InlineData("a[0]")]
    public void Path_ThatNamesNoMember_IsRefused(string path) => Assert.False(SelectionPath.TryParse(path, out _));

    [Fact]
    public void Path_ThatIsNoUnicode_IsRefused() => Assert.False(SelectionPath.TryParse("a" + (char)0xD800, out _));

    [Fact]
    public void RandomTexts_EqualTheModel()
    {
        var random = new Random(11);
        var texts = new RandomJson(11);
        for (var run = 0; run < 4000; run++)
        {
            var json = texts.Text();
            var names = Names(JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth })).Distinct().ToArray();
            string[][] paths = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => names.Length == 0 ? "x" : names[random.Next(names.Length)]).ToArray())];
            var selection = new JsonSelection();
            Array.ForEach(paths, selection.Add);
            var model = Keep(JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = JsonOracle.MaxDepth }), paths);
            var length = System.Text.Encoding.UTF8.GetByteCount(json);

            var truncated = Truncated.From(new TruncationRules { Selection = selection }, json, Pieces.Some(random, length, 1 + random.Next(40)));

            Assert.True(JsonNode.DeepEquals(model, JsonNode.Parse(truncated.Text)), $"{json}\n{truncated.Text}");
        }
    }

    private static JsonSelection Selection(params string[] paths)
    {
        var selection = new JsonSelection();
        foreach (var path in paths)
        {
            Assert.True(SelectionPath.TryParse(path, out var names));
            selection.Add(names);
        }

        return selection;
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Names(m.Value).Append(m.Key)),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };

    private static JsonNode? Keep(JsonNode? node, IReadOnlyList<string[]> paths)
    {
        if (paths.Any(p => p.Length == 0))
        {
            return node?.DeepClone();
        }

        return node switch
        {
            JsonArray items => new JsonArray([.. items.Where(i => i is JsonObject or JsonArray).Select(i => Keep(i, paths))]),
            JsonObject members => new JsonObject(members
                .Select(m => (m.Key, m.Value, Inner: paths.Where(p => p[0] == m.Key).Select(p => p[1..]).ToList()))
                .Where(m => m.Inner.Count > 0 && (m.Value is JsonObject or JsonArray || m.Inner.Any(p => p.Length == 0)))
                .Select(m => KeyValuePair.Create(m.Key, Keep(m.Value, m.Inner)))),
            _ => null,
        };
    }
}
