using McpProxy.Configuration.Imports;

namespace McpProxy.UnitTests.Configuration.Imports;

/// <summary>When an import is to be made again.</summary>
public sealed class LastImportTests
{
    private static readonly DateTimeOffset Made = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 1)] // A load in between does not put it off.
    [InlineData(10, 0)]
    [InlineData(11, 0)]
    [InlineData(-60, 10)] // The clock was set back.
    public void Due_IsWhatIsLeftOfTheTime(int minutes, int left)
    {
        var last = new LastImport("", new ImportResult { RefreshAfter = TimeSpan.FromMinutes(10) }, null, [], Made, OldSince: null) { Settings = "" };

        Assert.Equal(TimeSpan.FromMinutes(left), last.DueIn(Made.AddMinutes(minutes)));
    }

    [Fact]
    public void Due_WithoutATime_IsNever() =>
        Assert.Null(new LastImport("", new ImportResult(), null, [], Made, OldSince: null) { Settings = "" }.DueIn(Made.AddYears(1)));
}
