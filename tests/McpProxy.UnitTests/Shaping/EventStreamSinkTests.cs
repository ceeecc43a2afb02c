using System.Text;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.UnitTests.Shaping;

public sealed class EventStreamSinkTests
{
    private static async Task<(EventStreamSink Sink, List<string> Reports)> RunAsync(string stream, int limit = 10_000)
    {
        var progress = new RecordedProgress();
        var sink = new EventStreamSink(new LineSplitter(limit), limit, progress, log: null);
        await sink.WriteAsync(Encoding.UTF8.GetBytes(stream), default);
        await sink.FinishAsync(default);
        return (sink, progress.Reports);
    }

    [Fact]
    public async Task WriteAsync_ProgressShapedEvents_AreReportedAndNotKept()
    {
        var (sink, reports) = await RunAsync("{\"progress\":0,\"total\":100}\n{\"progress\":50,\"total\":100,\"message\":\"half\"}\n{\"id\":7}\n");

        Assert.Equal(["0/100 ", "50/100 half"], reports);
        Assert.Equal(1, sink.Count);
        Assert.Equal("{\"id\":7}\n", Encoding.UTF8.GetString(sink.Kept.WrittenSpan));
    }

    [Fact]
    public async Task WriteAsync_OtherEvents_AreKeptAndCounted()
    {
        var (sink, reports) = await RunAsync("{\"row\":1}\nplain\n");

        Assert.Equal(["1/ {\"row\":1}", "2/ plain"], reports);
        Assert.False(sink.AllJson);
    }

    [Fact]
    public async Task WriteAsync_AnEventThatMerelyHasProgress_IsKept()
    {
        var (sink, _) = await RunAsync("{\"progress\":1,\"rows\":[1,2]}\n{\"progress\":\"half\"}\n");

        Assert.Equal(2, sink.Count);
    }

    [Fact]
    public async Task WriteAsync_OverTheLimit_RefusesTheRest()
    {
        var sink = new EventStreamSink(new LineSplitter(20), 20, progress: null, log: null);

        await Assert.ThrowsAsync<BodyRefusedException>(async () => await sink.WriteAsync(Encoding.UTF8.GetBytes("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n"), default));
        Assert.True(sink.TooLarge);
    }

    private sealed class RecordedProgress : ICallProgress
    {
        public List<string> Reports { get; } = [];

        public ValueTask ReportAsync(double progress, double? total, string? message, CancellationToken cancellationToken)
        {
            Reports.Add($"{progress}/{total} {message}");
            return default;
        }
    }
}
