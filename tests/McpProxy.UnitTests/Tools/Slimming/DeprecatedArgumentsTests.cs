using System.Text.Json;
using McpProxy.Tools.Slimming;

namespace McpProxy.UnitTests.Tools.Slimming;

/// <summary>Which arguments are not shown because nobody should give them any more.</summary>
public sealed class DeprecatedArgumentsTests
{
    [Theory]
    [InlineData("""{"deprecated":true}""", true)]
    [InlineData("""{"deprecated":false,"description":"A."}""", false)]
    [InlineData("""{"description":"Deprecated"}""", true)]
    [InlineData("""{"description":"DEPRECATED. Use b."}""", true)]
    [InlineData("""{"description":"[Deprecated] Use b."}""", true)]
    [InlineData("""{"description":"**Deprecated**: use b."}""", true)]
    [InlineData("""{"description":"This header is deprecated.   Use b."}""", true)]
    [InlineData("""{"description":"This request header is now deprecated, use b."}""", true)]
    [InlineData("""{"description":"This field has been deprecated."}""", true)]
    [InlineData("""{"description":"Deprecated ads are part of the answer."}""", false)]
    [InlineData("""{"description":"This is true for deprecated ads."}""", false)]
    [InlineData("""{"description":"This shows all. What is deprecated too."}""", false)]
    [InlineData("""{"description":"The header is deprecated."}""", false)]
    [InlineData("""{"description":"Whether it is deprecated."}""", false)]
    [InlineData("""{"description":""}""", false)]
    [InlineData("""true""", false)]
    public void Find_OfOptionalArguments_TakesThoseThatSaySo(string schema, bool isFound)
    {
        var input = JsonElement.Parse($$"""{"type":"object","required":["b",1],"properties":{"a":{{schema}},"b":{{schema}} } }""");

        Assert.Equal(isFound ? ["a"] : [], DeprecatedArguments.Find(input));
    }
}
