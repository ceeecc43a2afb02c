using McpProxy.Tools.Disclosure;

namespace McpProxy.UnitTests.Tools.Disclosure;

/// <summary>What a client enables travels in a handle, which must fit into a header.</summary>
public sealed class EnabledToolsTests
{
    [Theory]
    [InlineData(64, 0, 10, false)]
    [InlineData(40, 24, 10, false)]
    [InlineData(65, 0, 10, true)]
    [InlineData(40, 25, 10, true)]
    [InlineData(20, 0, 100, false)]
    [InlineData(8, 12, 100, false)]
    [InlineData(20, 1, 100, true)]
    [InlineData(0, 20, 101, true)]
    [InlineData(20, 0, 101, true)]
    public void IsTooMuch_CountsNamesAndTheirCharacters(int groups, int tools, int length, bool expected)
    {
        var enabled = EnabledTools.None.With(Names("g", groups, length), Names("t", tools, length), enable: true);

        Assert.Equal(expected, enabled.IsTooMuch);
    }

    private static string[] Names(string prefix, int count, int length) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}".PadRight(length, 'x'))];
}
