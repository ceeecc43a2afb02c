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
        var pattern = new SearchPattern("zebra", new KnownPatterns(), time);

        Assert.False(pattern.Matches(Tool));
        time.Advance(SearchPattern.SearchLimit);
        Assert.False(pattern.Matches(Tool));
        time.Advance(TimeSpan.FromMilliseconds(1));
        var error = Assert.Throws<ProxyErrorException>(() => pattern.Matches(Tool)).Error;

        Assert.Equal("bad_regex", error.Code);
        Assert.StartsWith("The regex cannot be used: It takes too long;", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public void Search_ThatWasQuick_MakesTheNextOneByTheSamePatternQuicker(int milliseconds, bool isKept)
    {
        var (time, known) = (new TestTimeProvider(), new KnownPatterns());
        var pattern = new SearchPattern("zebra", known, time);
        pattern.Matches(Tool);
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        pattern.End();

        Assert.Equal(isKept, known.Find("zebra") is not null);
    }

    [Fact]
    public void Pattern_ThatBecomesSlow_IsForgotten()
    {
        var (time, known) = (new TestTimeProvider(), new KnownPatterns());
        new SearchPattern("zebra", known, time).End();
        var slow = new SearchPattern("zebra", known, time);
        time.Advance(SearchPattern.SearchLimit + TimeSpan.FromMilliseconds(1));

        Assert.Throws<ProxyErrorException>(() => slow.Matches(Tool));

        Assert.Null(known.Find("zebra"));
    }
}
