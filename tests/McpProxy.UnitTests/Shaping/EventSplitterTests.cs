using System.Text;
using McpProxy.Shaping;

namespace McpProxy.UnitTests.Shaping;

public sealed class EventSplitterTests
{
    private static List<string> Split(IEventSplitter splitter, string stream, int chunk)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var events = new List<string>();
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            splitter.Append(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
            while (splitter.TryTake(atEnd: false, out var data))
            {
                events.Add(Encoding.UTF8.GetString(data));
            }
        }

        while (splitter.TryTake(atEnd: true, out var data))
        {
            events.Add(Encoding.UTF8.GetString(data));
        }

        return events;
    }

    public static TheoryData<int> Chunks => [1, 2, 3, 5, 7, 1000];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void ServerSentEvents_AnyChunking_GiveTheSameEvents(int chunk)
    {
        const string Stream = ": hello\r\n\r\nevent: x\ndata: one\n\ndata: two\r\ndata:lines\r\n\r\nid: 4\rdata:  three\r\rdata\n\nretry: 5\n\ndata: caf\u00e9";

        Assert.Equal(["one", "two\nlines", " three", "", "caf\u00e9"], Split(new ServerSentEventSplitter(1000), Stream, chunk));
    }

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Lines_AnyChunking_GiveTheSameEvents(int chunk)
    {
        const string Stream = "{\"a\":1}\n\r\n  {\"b\":2}  \r\n\u001e{\"c\":3}\nlast";

        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "last"], Split(new LineSplitter(1000), Stream, chunk));
    }

    [Fact]
    public void TooLarge_UnfinishedEventOverTheLimit_IsSeen()
    {
        using var lines = new LineSplitter(10);
        using var events = new ServerSentEventSplitter(10);
        lines.Append(new byte[11]);
        events.Append("data: 0123456789ab"u8);

        Assert.True(lines.TooLarge);
        Assert.True(events.TooLarge);
    }
}
