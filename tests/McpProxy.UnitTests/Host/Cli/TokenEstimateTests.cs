using McpProxy.Host.Cli;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("word", 1)]
    [InlineData("two words", 2)]
    [InlineData("extraordinarily", 2)]
    [InlineData("2026", 2)]
    [InlineData("{\"a\":1}", 5)]
    [InlineData("a\n\nb", 4)]
    [InlineData("日本", 2)]
    public void Of_Text_CountsRuns(string text, int tokens) => Assert.Equal(tokens, TokenEstimate.Of(text));
}
