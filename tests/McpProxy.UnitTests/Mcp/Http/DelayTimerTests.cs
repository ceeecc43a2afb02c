using System.Diagnostics.Metrics;
using McpProxy.Configuration;
using McpProxy.Mcp;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Wire;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace McpProxy.UnitTests.Mcp.Http;

public sealed class DelayTimerTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(15);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TestTimeProvider _time = new();
    private readonly DelayTimerPool _pool;
    private readonly HttpReplyContext _context;

    public DelayTimerTests()
    {
        _pool = new DelayTimerPool(_time);
        _context = new HttpReplyContext(_time, _pool, new JsonWriterPool(), new McpMetrics(_services.GetRequiredService<IMeterFactory>()), new UnreadAnswers(NullLogger<UnreadAnswers>.Instance), null!, new McpConfig { KeepAliveInterval = Delay }); // No session, so no streams.
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Start_TheDelayPasses_OpensTheStreamOfItsReply()
    {
        var (http, reply) = Exchange();
        await using var timer = new DelayTimer(_time);

        timer.Start(reply, Delay);
        _time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Null(http.Response.ContentType);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("text/event-stream", http.Response.ContentType);
        Assert.False(timer.Stop(), "A timer that has fired must not be used again.");
        await reply.DisposeAsync();
    }

    [Fact]
    public async Task Stop_BeforeTheDelay_LeavesTheReplyAlone()
    {
        var (http, reply) = Exchange();
        await using var timer = new DelayTimer(_time);

        timer.Start(reply, Delay);
        Assert.True(timer.Stop());
        _time.Advance(2 * Delay);

        Assert.Null(http.Response.ContentType);
        await reply.DisposeAsync();
    }

    [Fact]
    public async Task ReturnAsync_ThenRentedAgain_FiresForTheNewReplyAlone()
    {
        var (firstHttp, first) = Exchange();
        var (secondHttp, second) = Exchange();
        var timer = _pool.Rent();
        timer.Start(first, Delay);
        await _pool.ReturnAsync(timer);

        var again = _pool.Rent();
        again.Start(second, Delay);
        _time.Advance(Delay);

        Assert.Same(timer, again);
        Assert.Null(firstHttp.Response.ContentType);
        Assert.Equal("text/event-stream", secondHttp.Response.ContentType);
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task ReturnAsync_AfterItFired_IsNotLentAgain()
    {
        var (_, reply) = Exchange();
        var timer = _pool.Rent();
        timer.Start(reply, Delay);
        _time.Advance(Delay);

        await _pool.ReturnAsync(timer);

        Assert.NotSame(timer, _pool.Rent());
        await reply.DisposeAsync();
    }

    private (HttpContext Http, HttpReply Reply) Exchange()
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        return (http, new HttpReply(http, "1"u8.ToArray(), _context));
    }
}
