using McpProxy.Configuration;
using McpProxy.Shaping.Truncation;
using McpProxy.UnitTests.Shaping.Json;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>What is kept, what is said about the rest, and that pieces make no difference.</summary>
public sealed class JsonTruncatorTests
{
    [Theory]
    [InlineData("{\"a\": [ 1, 2 ,3 ] , \"b\":\"x\"}\n")]
    [InlineData("[]")]
    [InlineData(" 12.5 ")]
    [InlineData("\"text\"")]
    [InlineData("")]
    public void Within_Limits_IsTheTextItself(string json)
    {
        var truncated = AnyPieces(new TruncationRules { MaxItems = 3, MaxStringBytes = 4, MaxBytes = 1000 }, json);

        Assert.Equal(json, truncated.Text);
        Assert.False(truncated.IsModified);
    }

    [Theory]
    // The root is an object: the seed's three members, and one entry for each cut.
    [InlineData("{\"workflows\":[1,2,3,4,5],\"x\":1}", "{\"workflows\":[1,2],\"x\":1,\"truncated\":true,\"original_count\":5,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"/workflows\",\"original_count\":5,\"returned_count\":2}]}")]
    // The root is an array: it is wrapped.
    [InlineData("[1,2,3]", "{\"items\":[1,2],\"truncated\":true,\"original_count\":3,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"\",\"original_count\":3,\"returned_count\":2}]}")]
    // Inner arrays are cut first; the outermost one counts.
    [InlineData("{\"s\":[{\"c\":[1,2,3]},{\"c\":[]},{\"c\":[]}]}", "{\"s\":[{\"c\":[1,2]},{\"c\":[]}],\"truncated\":true,\"original_count\":3,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"/s/0/c\",\"original_count\":3,\"returned_count\":2},{\"pointer\":\"/s\",\"original_count\":3,\"returned_count\":2}]}")]
    // A pointer's own characters are escaped.
    [InlineData("{\"a/b~\\\"\\/\":[1,2,3]}", "{\"a/b~\\\"\\/\":[1,2],\"truncated\":true,\"original_count\":3,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"/a~1b~0\\\"~1\",\"original_count\":3,\"returned_count\":2}]}")]
    // Members of the answer's own are not repeated.
    [InlineData("{\"truncated\":false,\"a\":[1,2,3]}", "{\"truncated\":false,\"a\":[1,2],\"original_count\":3,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"/a\",\"original_count\":3,\"returned_count\":2}]}")]
    // An upstream that shortens as well, and one that has taken all names.
    [InlineData("{\"truncated\":true,\"_truncation\":[],\"a\":[1,2,3]}", "{\"truncated\":true,\"_truncation\":[],\"a\":[1,2],\"original_count\":3,\"returned_count\":2,\"_truncation_2\":[{\"pointer\":\"/a\",\"original_count\":3,\"returned_count\":2}]}")]
    [InlineData("{\"a\":[1,2,3],\"_truncation_2\":0,\"_truncation\":[]}", "{\"a\":[1,2],\"_truncation_2\":0,\"_truncation\":[],\"truncated\":true,\"original_count\":3,\"returned_count\":2}")]
    // White space stays where it stood in what is kept.
    [InlineData("{ \"a\" : [ 1 , 2 , 3 ] }\n", "{ \"a\" : [ 1 , 2], \"truncated\":true", true)]
    public void MaxItems_CutsAndTells(string json, string expected, bool startsOnly = false)
    {
        var truncated = AnyPieces(new TruncationRules { MaxItems = 2 }, json);

        Assert.True(truncated.IsTruncated);
        if (startsOnly)
        {
            Assert.StartsWith(expected.Replace("], \"", "],\"", StringComparison.Ordinal), truncated.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, truncated.Text);
        }

        Assert.True(JsonOracle.Accepts(System.Text.Encoding.UTF8.GetBytes(truncated.Text)), truncated.Text);
    }

    [Theory]
    [InlineData("{\"id\":1}", "{\"id\":1,\"r\":\"\"}")]
    [InlineData("{ \"id\" : 1 }", "{ \"id\" : 1,\"r\":\"\"}")]
    [InlineData("{\"r\":0,\"id\":1}", "{\"r\":0,\"id\":1}")]
    [InlineData("{\"\\u0072\":0,\"id\":1}", "{\"\\u0072\":0,\"id\":1}")]
    [InlineData("{\"x\":[{\"id\":{\"id\":2}},{},{\"r\":1}]}", "{\"x\":[{\"id\":{\"id\":2,\"r\":\"\"},\"r\":\"\"},{},{\"r\":1}]}")]
    public void AddWhenMissing_AddsBesideTheOther(string json, string expected)
    {
        var limits = new TruncateConfig { AddWhenMissing = new Dictionary<string, AddedMemberConfig> { ["$..r"] = new() { Beside = "id" } } };

        Assert.Equal(expected, AnyPieces(new TruncationRulesCompiler(limits, null).Compile(), json).Text);
    }

    [Theory]
    [InlineData("{}", "{\"r\":\"\\u0022\"}")]
    [InlineData("{\"a\":{}, \"b\":[]}", "{\"a\":{}, \"b\":[],\"r\":\"\\u0022\"}")]
    [InlineData("{\"drop\":1}", "{\"r\":\"\\u0022\"}")]
    public void AddWhenMissing_AtOnePlace_AddsThereOnly(string json, string expected)
    {
        var limits = new TruncateConfig { Omit = ["drop"], AddWhenMissing = new Dictionary<string, AddedMemberConfig> { ["r"] = new() { Value = "\"" } } };

        Assert.Equal(expected, AnyPieces(new TruncationRulesCompiler(limits, null).Compile(), json).Text);
    }

    /// <summary>A member is added where it fits with every bracket that is open, and nowhere else.</summary>
    [Theory]
    [InlineData(15, "{\"id\":1}", "{\"id\":1,\"r\":\"\"}")]
    [InlineData(14, "{\"id\":1}", "{\"id\":1}")]
    [InlineData(16, "{\"id\":1,\"b\":2 }", "{\"id\":1,\"b\":2 }")]
    [InlineData(21, "{\"x\":{\"id\":1}}", "{\"x\":{\"id\":1,\"r\":\"\"}}")]
    [InlineData(20, "{\"x\":{\"id\":1}}", "{\"x\":{\"id\":1}}")]
    [InlineData(16, "{\"id\":\"abcdefghijklm\"}", "{\"id\":\"abcdefg\"}")]
    public void AddWhenMissing_NeverExceedsMaxBytes(long maxBytes, string json, string expected)
    {
        var limits = new TruncateConfig { Note = false, AddWhenMissing = new Dictionary<string, AddedMemberConfig> { ["$..r"] = new() { Beside = "id" } } };

        Assert.Equal(expected, AnyPieces(new TruncationRulesCompiler(limits, maxBytes).Compile(), json).Text);
    }

    /// <summary>What was not asked for is not added either, and a member that was asked for in part is not whole.</summary>
    [Theory]
    [InlineData("{\"id\":1,\"x\":2}", "{\"x\":2}", "x")]
    [InlineData("{\"id\":1,\"x\":2}", "{\"x\":2,\"r\":\"\"}", "x", "r")]
    [InlineData("{\"id\":1,\"x\":2}", "{\"x\":2}", "x", "r.inner")]
    [InlineData("{\"o\":{\"id\":1},\"id\":1}", "{\"o\":{\"id\":1,\"r\":\"\"}}", "o")]
    public void AddWhenMissing_OfASelection_AddsWhatIsSelected(string json, string expected, params string[] select)
    {
        var limits = new TruncateConfig { Select = select, Note = false, AddWhenMissing = new Dictionary<string, AddedMemberConfig> { ["$..r"] = new() { Beside = "id" } } };

        Assert.Equal(expected, AnyPieces(new TruncationRulesCompiler(limits, null).Compile(), json).Text);
    }

    [Fact]
    public void MaxItems_Zero_KeepsTheBrackets() =>
        Assert.Equal("{\"a\":[],\"b\":[]}", AnyPieces(new TruncationRules { MaxItems = 0, Note = false }, "{\"a\":[1],\"b\":[]}").Text);

    [Theory]
    [InlineData("$.a[*].b", "{\"a\":[{\"b\":[1]},{\"b\":[3]}],\"b\":[5,6]}")]
    [InlineData("$..b", "{\"a\":[{\"b\":[1]},{\"b\":[3]}],\"b\":[5]}")]
    [InlineData("b", "{\"a\":[{\"b\":[1,2]},{\"b\":[3,4]}],\"b\":[5]}")]
    [InlineData("$['a']", "{\"a\":[{\"b\":[1,2]}],\"b\":[5,6]}")]
    [InlineData("$.*", "{\"a\":[{\"b\":[1,2]}],\"b\":[5]}")]
    public void Arrays_ByPath(string path, string expected) =>
        Assert.Equal(expected, AnyPieces(WithPath(path, (paths, end) => new() { Paths = paths, Arrays = [(end, 1)], Note = false }), "{\"a\":[{\"b\":[1,2]},{\"b\":[3,4]}],\"\\u0062\":[5,6]}").Text.Replace("\\u0062", "b", StringComparison.Ordinal));

    [Fact]
    public void ItemsAtLevel_CountsArrays() =>
        Assert.Equal("{\"a\":[[1],[3]],\"b\":[4,5]}", AnyPieces(new TruncationRules { ItemsAtLevel = [2, 1], Note = false }, "{\"a\":[[1,2],[3],[0]],\"b\":[4,5,6]}").Text);

    [Fact]
    public void MaxTotalItems_CountsAllArrays() =>
        Assert.Equal("{\"a\":[1,2],\"b\":[3],\"c\":[]}", AnyPieces(new TruncationRules { MaxTotalItems = 3, Note = false }, "{\"a\":[1,2],\"b\":[3,4],\"c\":[5]}").Text);

    [Fact]
    public void MaxDepth_EmptiesWhatIsDeeper() =>
        Assert.Equal(
            "{\"a\":{\"b\":{},\"c\":[],\"d\":1,\"e\":{}},\"truncated\":true,\"_truncation\":[{\"pointer\":\"/a/b\",\"original_count\":2,\"returned_count\":0},{\"pointer\":\"/a/c\",\"original_count\":1,\"returned_count\":0}]}".Replace("\"truncated\":true,", "\"truncated\":true,\"original_count\":1,\"returned_count\":0,", StringComparison.Ordinal),
            AnyPieces(new TruncationRules { MaxDepth = 2 }, "{\"a\":{\"b\":{\"x\":1,\"y\":[1,2]},\"c\":[1],\"d\":1,\"e\":{}}}").Text);

    [Theory]
    [InlineData("{\"a\":\"abcdef\"}", "{\"a\":\"abc\"}")]
    [InlineData("{\"a\":\"abc\"}", "{\"a\":\"abc\"}")]
    [InlineData("{\"a\":\"abé\"}", "{\"a\":\"ab\"}")]
    [InlineData("{\"a\":\"ab\\n\"}", "{\"a\":\"ab\"}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\"}")]
    [InlineData("{\"a\":\"\\\\\\\\\"}", "{\"a\":\"\\\\\"}")]
    [InlineData("{\"a\":\"😀\",\"longname\":[\"x\",\"\\\"\\\"\"]}", "{\"a\":\"\",\"longname\":[\"x\",\"\\\"\"]}")]
    public void MaxStringBytes_CutsBetweenCharacters(string json, string expected) =>
        Assert.Equal(expected, AnyPieces(new TruncationRules { MaxStringBytes = 3, Note = false }, json).Text);

    [Fact]
    public void MaxStringBytes_TellsLengths() =>
        Assert.Equal("{\"a\":[\"abc\"],\"truncated\":true,\"_truncation\":[{\"pointer\":\"/a/0\",\"original_bytes\":11,\"returned_bytes\":3}]}", AnyPieces(new TruncationRules { MaxStringBytes = 3 }, "{\"a\":[\"abcdefgh\\\"i\"]}").Text);

    [Fact]
    public void MaxBytes_DropsTheElementThatDoesNotFit() =>
        Assert.Equal("{\"a\":[{\"x\":[1,2]}]}", AnyPieces(new TruncationRules { MaxBytes = 32, Note = false }, "{\"a\":[{\"x\":[1,2]},{\"x\":[1,2,3,4,5]},{}],\"b\":{\"c\":1}}").Text);

    [Fact]
    public void MaxBytes_OneLongString_IsCut() =>
        Assert.Equal("{\"a\":\"aaaaaaaaaaaa\"}", AnyPieces(new TruncationRules { MaxBytes = 20, Note = false }, "{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaa\",\"b\":1}").Text);

    [Theory]
    [InlineData("{\"nextToken\":\"t\",\"a\":[1,2,3],\"z\":1}", "{\"a\":[1,2],\"z\":1,\"truncated\":true")]
    [InlineData("{\"z\":1,\"nextToken\":\"t\",\"a\":[1,2,3]}", "{\"z\":1,\"a\":[1,2],\"truncated\":true")]
    [InlineData("{\"a\":[1,2,3],\"nextToken\":\"t\"}", "{\"a\":[1,2],\"truncated\":true")]
    [InlineData("{\"a\":[1,2],\"nextToken\":\"t\"}", "{\"a\":[1,2],\"nextToken\":\"t\"}")]
    [InlineData("{\"nextToken\":\"t\",\"a\":[[1,2,3]]}", "{\"nextToken\":\"t\",\"a\":[[1,2]],\"truncated\":true")]
    public void Cursors_AreWithheldWhenTheListIsCut(string json, string expected)
    {
        var truncated = AnyPieces(WithPath("$.nextToken", (paths, end) => new() { Paths = paths, Cursors = end, MaxItems = 2 }), json);

        Assert.StartsWith(expected, truncated.Text, StringComparison.Ordinal);
        Assert.Equal(!expected.Contains("nextToken", StringComparison.Ordinal), truncated.Text.Contains("{\"pointer\":\"/nextToken\",\"withheld\":true}", StringComparison.Ordinal));
        Assert.True(JsonOracle.Accepts(System.Text.Encoding.UTF8.GetBytes(truncated.Text)), truncated.Text);
    }

    [Theory]
    [InlineData("{\"nextToken\":\"t\",\"data\":{\"items\":[1,2]}}", 1, 1000, "{\"data\":{},\"truncated\":true")]
    [InlineData("{\"data\":{\"items\":[1,2]},\"nextToken\":\"t\"}", 1, 1000, "{\"data\":{},\"truncated\":true")]
    [InlineData("{\"nextToken\":\"t\",\"a\":[{\"b\":1}]}", 2, 1000, "{\"nextToken\":\"t\",\"a\":[{}],\"truncated\":true")]
    [InlineData("{\"nextToken\":\"t\",\"z\":1,\"pad\":{\"x\":\"0123456789012345678901234567890123456789\"},\"a\":[1]}", 100, 64, "{\"z\":1,\"pad\":{\"x\":\"01234567890123456789012345\"},\"truncated\":true")]
    public void Cursors_AreWithheldWhenWhatMayHoldTheListIsCut(string json, int depth, int bytes, string expected)
    {
        var truncated = AnyPieces(WithPath("$.nextToken", (paths, end) => new() { Paths = paths, Cursors = end, MaxDepth = depth, MaxBytes = bytes }), json);

        Assert.StartsWith(expected, truncated.Text, StringComparison.Ordinal);
        Assert.Equal(!expected.Contains("nextToken", StringComparison.Ordinal), truncated.Text.Contains("{\"pointer\":\"/nextToken\",\"withheld\":true}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2}")]
    [InlineData("{\"b\":2,\"a\":{\"x\":[1]}}", "{\"b\":2}")]
    [InlineData("{\"b\":2, \"a\":[ ],\"c\":\"\"}", "{\"b\":2,\"c\":\"\"}")]
    [InlineData("{\"a\":null}", "{}")]
    public void Omitted_IsLeftOut(string json, string expected) =>
        Assert.Equal(expected, AnyPieces(WithPath("a", (paths, end) => new() { Paths = paths, Omitted = end }), json).Text);

    [Fact]
    public void NullAsEmpty_MendsNullAlone() =>
        Assert.Equal("{\"s\":\"\",\"i\":[{\"s\":\"\"},{\"s\":1}],\"t\":null}", AnyPieces(WithPath("$..s", (paths, end) => new() { Paths = paths, NullAsEmpty = end }), "{\"s\":null,\"i\":[{\"s\":null},{\"s\":1}],\"t\":null}").Text);

    [Theory]
    [InlineData("{\"a\":[1,2,x]}", 10)]
    [InlineData("{\"a\":[1,2,3", 11)]
    [InlineData("{\"a\":1}}", 7)]
    [InlineData("[\"a\u0001\"]", 3)]
    public void Malformed_WithoutMarker_Fails(string json, int at)
    {
        var truncated = AnyPieces(new TruncationRules(), json);

        Assert.True(truncated.IsFailed);
        Assert.Equal(at, truncated.MalformedAt);
    }

    [Theory]
    [InlineData("{\"a\":[1,2,x]}", "{\"a\":[1,2],\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":10}]}")]
    [InlineData("{\"a\":\"bc", "{\"a\":\"bc\",\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":8}]}")]
    [InlineData("{\"a\":\"b\\x\"", "{\"a\":\"b\",\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":8}]}")]
    [InlineData("[1,2,", "{\"items\":[1,2],\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":5}]}")]
    [InlineData("<html>", "{\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":0}]}")]
    [InlineData("tru", "{\"truncated\":true,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":3}]}")]
    [InlineData("[1,2,3,[}", "{\"items\":[1,2,3],\"truncated\":true,\"original_count\":4,\"returned_count\":3,\"_truncation\":[{\"error\":\"malformed_json\",\"at_byte\":9},{\"pointer\":\"\",\"original_count\":4,\"returned_count\":3}]}")]
    public void Malformed_WithMarker_KeepsTheValidPart(string json, string expected) =>
        Assert.Equal(expected, AnyPieces(new TruncationRules { KeepValidPart = true, MaxItems = 3 }, json).Text);

    [Fact]
    public void Count_Off_StopsReading()
    {
        var json = "[1,2,3," + string.Join(",", Enumerable.Repeat("4", 1000)) + "]";

        var truncated = Truncated.From(new TruncationRules { MaxItems = 2, Count = false }, json, Pieces.Single(json.Length));

        Assert.Equal("{\"items\":[1,2],\"truncated\":true,\"returned_count\":2,\"_truncation\":[{\"pointer\":\"\",\"returned_count\":2}]}", truncated.Text);
        Assert.InRange(truncated.Given, 1, 10);
    }

    [Fact]
    public void Kept_LeavesBeforeTheEnd()
    {
        using var truncator = new JsonTruncator(new TruncationRules { MaxItems = 2 });

        truncator.Write("{\"a\":[1,2,3"u8);

        Assert.Equal("{\"a\":[1,2"u8, truncator.Ready.Span);
    }

    [Fact]
    public void Held_BeyondTheLimit_IsLetGo()
    {
        var json = "[\"" + new string('x', 5000) + "\",1,2,3]";

        var truncated = Truncated.From(new TruncationRules { MaxItems = 2, MaxHeld = 100 }, json, Pieces.Some(new Random(1), json.Length, 50));

        Assert.Equal(json[..^5] + "]", truncated.Text);
        Assert.True(truncated.IsTruncated);
    }

    /// <summary>However many shorten an answer one after the other, one note tells of all.</summary>
    [Fact]
    public void Relay_OfSeveral_TellsWhatEachHasCut()
    {
        var relay = new NoteRelay(takesJson: true, takesRows: false);
        var text = "{\"a\":[1,2,3,4],\"b\":[1,2,3],\"c\":[1,2]}";
        foreach (var (path, handsOver) in new[] { ("a", true), ("b", true), ("c", false) })
        {
            var rules = WithPath($"$.{path}", (paths, end) => new() { Paths = paths, Arrays = [(end, 1)] });
            using var truncator = handsOver ? new JsonTruncator(rules, handsOverTo: relay) : new JsonTruncator(rules, inherits: relay);
            truncator.Write(System.Text.Encoding.UTF8.GetBytes(text));
            truncator.Complete();
            text = System.Text.Encoding.UTF8.GetString(truncator.Ready.Span);
        }

        Assert.Equal(
            "{\"a\":[1],\"b\":[1],\"c\":[1],\"truncated\":true,\"original_count\":2,\"returned_count\":1,\"_truncation\":["
            + "{\"pointer\":\"/a\",\"original_count\":4,\"returned_count\":1},{\"pointer\":\"/b\",\"original_count\":3,\"returned_count\":1},{\"pointer\":\"/c\",\"original_count\":2,\"returned_count\":1}]}",
            text);
    }

    private static TruncationRules WithPath(string path, Func<JsonPathSet, ulong, TruncationRules> rules)
    {
        Assert.True(JsonPath.TryParse(path, out var steps));
        var set = new JsonPathSet([steps]);
        return rules(set, set.EndsOf[0]);
    }

    /// <summary>Cuts the text anywhere; what comes out must not depend on it.</summary>
    private static Truncated AnyPieces(TruncationRules rules, string json)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(json);
        var whole = Truncated.From(rules, json);
        Assert.All(Pieces.InTwo(length).Append(Pieces.Single(length)), pieces => Assert.Equal(whole.Outcome(), Truncated.From(rules, json, pieces).Outcome()));
        return whole;
    }
}
