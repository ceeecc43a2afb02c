using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.State;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.AmazonAds.Downloads;

/// <summary>A ticket opens one file of one profile, for a while.</summary>
public sealed class DownloadTicketTests
{
    private static readonly FileOwner _owner = new("owner");

    private readonly TestTimeProvider _time = new();

    private readonly StateSeal _seal = new([new string('k', 32)]);

    [Theory]
    [InlineData("1", "exports/a.json", true)]
    [InlineData("2", "exports/a.json", false)]
    [InlineData("", "exports/a.json", false)]
    [InlineData("1", "exports/b.json", false)]
    [InlineData("1\nexports", "a.json", false)]
    [InlineData("1", "", false)]
    public void Open_OpensWhatItWasMadeForAlone(string profile, string path, bool opens)
    {
        var tickets = new DownloadTicket(_seal, _time);
        var ticket = tickets.Make(_owner, "1", "exports/a.json", _time.GetUtcNow().AddMinutes(5));

        Assert.Equal(opens ? _owner : null, tickets.Open(ticket, profile, path));
    }

    [Fact]
    public void Open_AfterItsTime_OpensNothing()
    {
        var tickets = new DownloadTicket(_seal, _time);
        var ticket = tickets.Make(_owner, "1", "a.json", _time.GetUtcNow().AddMinutes(5));

        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.NotNull(tickets.Open(ticket, "1", "a.json"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(tickets.Open(ticket, "1", "a.json"));
    }
}
