using McpProxy.Mcp.MetaTools;
using McpProxy.Testing;
using McpProxy.Tools.Search;

namespace McpProxy.UnitTests.Mcp.MetaTools;

/// <summary>How long a caller's regular expression may keep a processor.</summary>
public sealed class SearchPatternTests
{
    private static readonly ToolSummary Tool = new(SomeTool.With("GET /x"), "A tool.", []);

    [Fact]
    public void Search_ThatIsSlowWithEachOfManyTools_IsGivenUp()
    {
        var time = new TestTimeProvider();
        var pattern = new SearchPattern("zebra", time);

        Assert.False(pattern.Matches(Tool));
        time.Advance(SearchPattern.SearchLimit);
        Assert.False(pattern.Matches(Tool));
        time.Advance(TimeSpan.FromMilliseconds(1));
        var error = Assert.Throws<ProxyErrorException>(() => pattern.Matches(Tool)).Error;

        Assert.Equal("bad_regex", error.Code);
        Assert.StartsWith("The regex cannot be used: It takes too long;", error.Message, StringComparison.Ordinal);
    }
}
