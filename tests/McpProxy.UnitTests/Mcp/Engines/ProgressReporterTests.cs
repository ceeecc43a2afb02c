using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Engines;

public sealed class ProgressReporterTests
{
    private readonly List<double> _sent = [];

    [Theory]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task Report_AsManyAsAnybodyReads_AllAreSent(int count)
    {
        await ReportAsync(count);

        Assert.Equal(Enumerable.Range(1, count).Select(i => (double)i), _sent);
    }

    [Fact]
    public async Task Report_WithoutEnd_IsThinnedOutButStaysCloseToTheTruth()
    {
        await ReportAsync(1_000_000);

        Assert.InRange(_sent.Count, 1_000, 12_000);
        Assert.Equal(_sent.Order().Distinct(), _sent);
        Assert.All(_sent.Zip(_sent.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 1 + pair.First / 500, $"From {pair.First} to {pair.Second}."));
        Assert.InRange(_sent[^1], 998_000, 1_000_000);
    }

    [Fact]
    public async Task Report_TheSameOrLessAgain_IsNotSent()
    {
        var reporter = Reporter();

        foreach (var progress in new[] { 1, 1, 0.5, double.NaN, double.PositiveInfinity, 2 })
        {
            await reporter.ReportAsync(progress, null, null, TestContext.Current.CancellationToken);
        }

        Assert.Equal([1, 2], _sent);
    }

    private async Task ReportAsync(int count)
    {
        var reporter = Reporter();
        for (var i = 1; i <= count; i++)
        {
            await reporter.ReportAsync(i, null, null, TestContext.Current.CancellationToken);
        }
    }

    private ProgressReporter Reporter() => new(
        message =>
        {
            using var json = JsonDocument.Parse(message);
            _sent.Add(json.RootElement.GetProperty("params").GetProperty("progress").GetDouble());
            return default;
        },
        "7"u8.ToArray(),
        ProtocolRevision.July2026);
}
