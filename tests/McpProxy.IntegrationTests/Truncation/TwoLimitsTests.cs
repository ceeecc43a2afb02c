using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Answers that the route cuts first and the tool again: one note tells of both, and its counts are the upstream's.</summary>
public sealed class TwoLimitsTests
{
    private const string Numbers = "1,2,3,4,5,6,7,8,9";

    [Theory]
    // Both cut the same list.
    [InlineData("{\"a\":[" + Numbers + "]}", """{ "MaxItems": 5 }""", """{ "MaxItems": 2 }""", """{"a":[1,2],"truncated":true,"original_count":9,"returned_count":2,"_truncation":[{"pointer":"/a","original_count":9,"returned_count":2}]}""")]
    // The tool cuts nothing more.
    [InlineData("{\"a\":[" + Numbers + "]}", """{ "MaxItems": 2 }""", """{ "MaxItems": 5 }""", """{"a":[1,2],"truncated":true,"original_count":9,"returned_count":2,"_truncation":[{"pointer":"/a","original_count":9,"returned_count":2}]}""")]
    [InlineData("[" + Numbers + "]", """{ "MaxItems": 2 }""", """{ "MaxItems": 5 }""", """{"items":[1,2],"truncated":true,"original_count":9,"returned_count":2,"_truncation":[{"pointer":"","original_count":9,"returned_count":2}]}""")]
    // What the route cut in elements that the tool cuts is told no more.
    [InlineData("""{"a":[{"b":[1,2,3]},{"b":[4,5,6]}]}""", """{ "ItemsAtLevel": [ 9, 1 ] }""", """{ "Arrays": { "a": 1 } }""", """{"a":[{"b":[1]}],"truncated":true,"original_count":2,"returned_count":1,"_truncation":[{"pointer":"/a/0/b","original_count":3,"returned_count":1},{"pointer":"/a","original_count":2,"returned_count":1}]}""")]
    // A note that the tool would not write is the route's all the same, and the other way round.
    [InlineData("{\"a\":[" + Numbers + "]}", """{ "MaxItems": 5 }""", """{ "MaxItems": 2, "Note": false }""", """{"a":[1,2],"truncated":true,"original_count":9,"returned_count":2,"_truncation":[{"pointer":"/a","original_count":9,"returned_count":2}]}""")]
    [InlineData("{\"a\":[" + Numbers + "]}", """{ "MaxItems": 5, "Note": false }""", """{ "MaxItems": 2 }""", """{"a":[1,2],"truncated":true,"original_count":9,"returned_count":2,"_truncation":[{"pointer":"/a","original_count":9,"returned_count":2}]}""")]
    [InlineData("{\"a\":[" + Numbers + "]}", """{ "MaxItems": 5, "Note": false }""", """{ "MaxItems": 2, "Note": false }""", """{"a":[1,2]}""")]
    // What nobody counted has no count.
    [InlineData("{\"a\":[" + Numbers + "],\"b\":1}", """{ "MaxItems": 5, "Count": false }""", """{ "MaxItems": 2 }""", """{"a":[1,2],"b":1,"truncated":true,"returned_count":2,"_truncation":[{"pointer":"/a","returned_count":2}]}""")]
    // Strings, and cursors that the route withheld; the tool selects.
    [InlineData("{\"s\":\"abcdefgh\",\"a\":[" + Numbers + "],\"nextToken\":\"t\",\"x\":0}", """{ "MaxItems": 5, "MaxStringBytes": 4, "Cursors": [ "$.nextToken" ] }""", """{ "Strings": { "s": 2 }, "Select": [ "s", "nextToken", "a" ] }""", """{"s":"ab","a":[1,2,3,4,5],"truncated":true,"original_count":9,"returned_count":5,"_truncation":[{"pointer":"/a","original_count":9,"returned_count":5},{"pointer":"/nextToken","withheld":true},{"pointer":"/s","original_bytes":8,"returned_bytes":2}]}""")]
    public async Task Note_TellsOfBoth(string json, string route, string tool, string expected)
    {
        await using var upstream = await JsonUpstream.StartAsync(json);
        await using var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" }, "Transforms": [ { "Truncate": "some" } ] } },
                "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list", "Response": {{tool}} } } },
              "McpProxy": { "Truncate": { "some": {{route}} } }
            }
            """);

        Assert.Equal(expected, (await proxy.CallAsync("list")).GetProperty("content")[0].GetProperty("text").GetString());
    }
}
