using McpProxy.Tools.InputRules;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>Times counted from a call stay within a hundred years of it, so that years keep four digits.</summary>
public sealed class RelativeTimeTests
{
    [Theory]
    [InlineData("now", 0)]
    [InlineData("-1s", -1)]
    [InlineData("+90m", 5400)]
    [InlineData("-36600d", -36600L * 86400)]
    [InlineData("+878400h", 878400L * 3600)]
    [InlineData("-5228w", -5228L * 7 * 86400)]
    [InlineData("+2147483647s", 2147483647)]
    public void TryParse_WithinACentury_IsRead(string text, long seconds)
    {
        Assert.True(RelativeTime.TryParse(text, out var time));
        Assert.Equal(TimeSpan.FromSeconds(seconds), time.Offset);
    }

    [Theory]
    [InlineData("-36601d")]
    [InlineData("+36601d")]
    [InlineData("+878401h")]
    [InlineData("-5229w")]
    [InlineData("-2147483648s")]
    [InlineData("30d")]
    [InlineData("-d")]
    [InlineData("- 1d")]
    [InlineData("--1d")]
    [InlineData("-1y")]
    [InlineData("-1.5d")]
    [InlineData("Now")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(RelativeTime.TryParse(text, out _));
}
