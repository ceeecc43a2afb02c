using McpProxy.Configuration;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>Each coercion: what it mends, and what it leaves for the validator.</summary>
public sealed class CoercionTests
{
    private const string Texts = """{"type":"string"}""";
    private const string ManyTexts = """{"type":"array","items":{"type":"string"}}""";
    private const string Kinds = """{"type":["string","null"],"enum":["AD_GROUP","Campaign","über \"x\"","on","ON",null]}""";

    [Theory]
    [InlineData("\"a\"", """["a"]""")]
    [InlineData("""{"b":[1]}""", """[{"b":[1]}]""")]
    [InlineData("1e3", "[1e3]")]
    [InlineData("false", "[false]")]
    [InlineData("[]", "[]")]
    [InlineData("[[1 ]]", "[[1 ]]")]
    [InlineData("null", "null")]
    public void List_WrapsSingleValues(string value, string expected) => AssertCoerced(ManyTexts, value, expected, Coercion.List);

    [Theory]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("1", "[1]")]
    public void List_LeavesWhatTheSchemaTakesAnyway(string value, string expected) =>
        AssertCoerced("""{"anyOf":[{"type":"string"},{"type":"array"}]}""", value, expected, Coercion.List);

    [Theory]
    [InlineData("\"ad group\"", "\"AD_GROUP\"")]
    [InlineData("\"Ad-Group\"", "\"AD_GROUP\"")]
    [InlineData("\"\\u0061d_group\"", "\"AD_GROUP\"")]
    [InlineData("\"CAMPAIGN\"", "\"Campaign\"")]
    [InlineData("\"ÜBER-\\\"X\\\"\"", "\"über \\\"x\\\"\"")]
    [InlineData("\"AD_GROUP\"", "\"AD_GROUP\"")]
    [InlineData("\"adgroup\"", "\"adgroup\"")]
    [InlineData("\"On\"", "\"On\"")]
    [InlineData("\"on\"", "\"on\"")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("null", "null")]
    [InlineData("1", "1")]
    public void EnumCase_FindsTheAllowedText(string value, string expected) => AssertCoerced(Kinds, value, expected, Coercion.EnumCase);

    [Theory]
    [InlineData("1.50", "\"1.50\"")]
    [InlineData("-12345678901234567890123", "\"-12345678901234567890123\"")]
    [InlineData("1E+3", "\"1E+3\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("null", "null")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("[1]", "[1]")]
    public void Text_OfNumbersAndBooleans(string value, string expected) => AssertCoerced(Texts, value, expected, Coercion.Text);

    [Fact]
    public void Text_LeavesNumbersThatTheSchemaTakes()
    {
        const string schema = """{"type":["string","integer"]}""";
        AssertCoerced(schema, "1", "1", Coercion.Text);
        AssertCoerced(schema, "true", "\"true\"", Coercion.Text);
    }

    [Theory]
    [InlineData("\"12\"", "12")]
    [InlineData("\"-0.5e-7\"", "-0.5e-7")]
    [InlineData("\"123456789012345678901234567890\"", "123456789012345678901234567890")]
    [InlineData("\"\\u0031\"", "1")]
    [InlineData("\"01\"", "\"01\"")]
    [InlineData("\"+1\"", "\"+1\"")]
    [InlineData("\" 1\"", "\" 1\"")]
    [InlineData("\"1.\"", "\"1.\"")]
    [InlineData("\".5\"", "\".5\"")]
    [InlineData("\"1e\"", "\"1e\"")]
    [InlineData("\"-\"", "\"-\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"0x10\"", "\"0x10\"")]
    [InlineData("\"NaN\"", "\"NaN\"")]
    [InlineData("true", "true")]
    public void Number_OfText(string value, string expected) => AssertCoerced("""{"type":"integer"}""", value, expected, Coercion.Number);

    [Theory]
    [InlineData("\"2026-02-28T23:59:59Z\"", "\"2026-02-28\"")]
    [InlineData("\"2026-02-28T23:59:59-08:00\"", "\"2026-02-28\"")]
    [InlineData("\"2026-02-28 01:00\"", "\"2026-02-28\"")]
    [InlineData("\"20260228\"", "\"2026-02-28\"")]
    [InlineData("1772323199", "\"2026-02-28\"")]
    [InlineData("1772323199.75", "\"2026-02-28\"")]
    [InlineData("1772323199000", "\"2026-02-28\"")]
    [InlineData("\"1772323199000\"", "\"2026-02-28\"")]
    [InlineData("\"2026-02-28\"", "\"2026-02-28\"")]
    [InlineData("\"2026-02-30T00:00Z\"", "\"2026-02-30T00:00Z\"")]
    [InlineData("\"28.02.2026\"", "\"28.02.2026\"")]
    [InlineData("20260228", "20260228")]
    [InlineData("\"0772323199\"", "\"0772323199\"")]
    [InlineData("\"0772323199000\"", "\"0772323199000\"")]
    [InlineData("-1772323199", "-1772323199")]
    [InlineData("17723231990000", "17723231990000")]
    [InlineData("1.7e9", "1.7e9")]
    public void Date_OfTimes(string value, string expected) => AssertCoerced("""{"type":"string","format":"date"}""", value, expected, Coercion.Date);

    [Theory]
    [InlineData("\"1970-01-01\"", "0")]
    [InlineData("\"2026-02-28T23:59:59.5Z\"", "1772323199500")]
    [InlineData("\"2026-03-01T00:59:59.123456+01:00\"", "1772323199123")]
    [InlineData("\"2026-02-28T15:59-0800\"", "1772323140000")]
    [InlineData("\"0001-01-01T00:00+23:59\"", "-62135683140000")]
    [InlineData("\"1772323199500\"", "\"1772323199500\"")]
    [InlineData("1772323199", "1772323199")]
    [InlineData("\"soon\"", "\"soon\"")]
    public void EpochMilliseconds_OfDates(string value, string expected) => AssertCoerced("""{"type":"integer"}""", value, expected, Coercion.EpochMilliseconds);

    [Fact]
    public void EpochMilliseconds_OfATextArgument_IsText() => AssertCoerced(Texts, "\"1970-01-02\"", "\"86400000\"", Coercion.EpochMilliseconds);

    [Fact]
    public void EpochMilliseconds_AndNumber_TakeBoth()
    {
        AssertCoerced("""{"type":"integer"}""", "\"1772323199500\"", "1772323199500", Coercion.EpochMilliseconds, Coercion.Number);
        AssertCoerced("""{"type":"integer"}""", "\"20260228\"", "1772236800000", Coercion.EpochMilliseconds, Coercion.Number);
    }

    [Theory]
    [InlineData("""  "{\"a\":[1,\"\\u00e9\"]}"  """, """{"a":[1,"\u00e9"]}""")]
    [InlineData(""" " [1 , 2]\n" """, "[1 , 2]")]
    [InlineData(""" "{\"a\":1" """, """ "{\"a\":1" """)]
    [InlineData(""" "{\"a\":1,\"a\":2}" """, """ "{\"a\":1,\"a\":2}" """)]
    [InlineData(""" "{} {}" """, """ "{} {}" """)]
    [InlineData(""" "{\"a\":\"\ud800\"}" """, """ "{\"a\":\"\ud800\"}" """)]
    [InlineData(""" "1" """, """ "1" """)]
    [InlineData(""" "" """, """ "" """)]
    [InlineData(""" {"a":"[]"} """, """ {"a":"[]"} """)]
    public void Json_OfText(string value, string expected) => AssertCoerced("""{"type":["object","array"]}""", value.Trim(), expected.Trim(), Coercion.Json);

    [Fact]
    public void Json_DeeperThanArgumentsMayBe_StaysText()
    {
        AssertCoerced("""{"type":"array"}""", $"\"{new string('[', 63)}{new string(']', 63)}\"", $"{new string('[', 63)}{new string(']', 63)}", Coercion.Json);
        var tooDeep = $"\"{new string('[', 64)}{new string(']', 64)}\"";
        AssertCoerced("""{"type":"array"}""", tooDeep, tooDeep, Coercion.Json);
    }

    [Theory]
    [InlineData("\"[1,\\\"b\\\",true]\"", """["1","b","true"]""")]
    [InlineData("\"[\\\"a\\\", \\\"b\\\"]\"", """["a", "b"]""")]
    [InlineData("\"plain\"", """["plain"]""")]
    [InlineData("\"{}\"", "[{}]")]
    [InlineData("7", """["7"]""")]
    [InlineData("[ 1, \"b\" ]", """["1","b"]""")]
    [InlineData("[ \"a\", \"b\" ]", """[ "a", "b" ]""")]
    public void JsonListAndItems_InThisOrder(string value, string expected) => AssertCoerced(ManyTexts, value, expected, Coercion.Text, Coercion.List, Coercion.Json);

    [Fact]
    public void Items_AreMendedWhereTheSchemaSaysThemByReference()
    {
        var tool = Testing.SomeTool.From(new ToolConfig
        {
            Route = "all",
            Request = "POST /a",
            Definitions = System.Text.Json.JsonElement.Parse("""{"Kind":{"oneOf":[{"const":"AD_GROUP"},{"enum":["CAMPAIGN"]}]},"Kinds":{"allOf":[{"type":"array","items":{"$ref":"#/$defs/Kind"}}]}}"""),
            Parameters = new Dictionary<string, ParameterConfig> { ["x"] = new() { Schema = System.Text.Json.JsonElement.Parse("""{"$ref":"#/$defs/Kinds"}"""), Coerce = [Coercion.List, Coercion.EnumCase] } },
        });

        Assert.Equal("""{"x":["AD_GROUP"]}""", RuledTool.Rewrite(tool, """{"x":"ad group"}"""));
        Assert.Equal("""{"x":["CAMPAIGN","AD_GROUP"]}""", RuledTool.Rewrite(tool, """{"x":["campaign","AD_GROUP"]}"""));
    }

    private static void AssertCoerced(string schema, string value, string expected, params Coercion[] coercions) =>
        Assert.Equal($$"""{"x":{{expected}}}""", RuledTool.Rewrite(RuledTool.Coercing(schema, coercions), $$"""{"x":{{value}}}"""));
}
