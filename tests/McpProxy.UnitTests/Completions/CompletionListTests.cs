using McpProxy.Completions;

namespace McpProxy.UnitTests.Completions;

/// <summary>Which proposals fit what was typed.</summary>
public sealed class CompletionListTests
{
    private static readonly string[] Known = ["Berlin", "Dublin", "Lima", "linz", "Oslo"];

    [Theory]
    [InlineData("", "Berlin Dublin Lima linz Oslo")]
    [InlineData("li", "Lima linz Berlin Dublin")]
    [InlineData("LIN", "linz Berlin Dublin")]
    [InlineData("oslo", "Oslo")]
    [InlineData("x", "")]
    public void Match_Typed_BeginningsBeforeTheRest(string typed, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), CompletionList.Match(Known, typed).Values);

    [Theory]
    [InlineData(0, false)]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Of_ManyValues_SendsAHundredAndSaysHowManyThereAre(int count, bool hasMore)
    {
        var list = CompletionList.Of([.. Enumerable.Range(0, count).Select(i => $"{i}")]);

        Assert.Equal(Math.Min(count, 100), list.Values.Length);
        Assert.Equal((count, hasMore), (list.Total, list.HasMore));
    }
}
