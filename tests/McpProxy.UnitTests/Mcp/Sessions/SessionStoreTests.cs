using System.Diagnostics.Metrics;
using McpProxy.Configuration;
using McpProxy.Mcp;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Mcp.Sessions;

public sealed class SessionStoreTests : IAsyncDisposable
{
    private readonly TestTimeProvider _time = new();
    private readonly LiveConfig _config = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ChangeFeed _changes;
    private readonly SessionStore _sut;

    public SessionStoreTests()
    {
        Configure(new SessionsConfig { MaxSessions = 3, IdleTimeout = TimeSpan.FromMinutes(10) });
        _changes = new ChangeFeed(_config);
        _sut = new SessionStore(_config, _time, _changes, new McpMetrics(_services.GetRequiredService<IMeterFactory>()));
    }

    [Fact]
    public async Task OpenAsync_ManyTimes_GivesUnguessableIds()
    {
        Configure(new SessionsConfig { MaxSessions = 1000 });
        var ids = new HashSet<string>();
        for (var i = 0; i < 500; i++)
        {
            var id = (await OpenAsync()).Id!;
            Assert.Matches("^[0-9a-f]{32}$", id);
            Assert.True(ids.Add(id));
        }
    }

    [Fact]
    public async Task Enter_WithinIdleTime_FindsItAndStartsItAnew()
    {
        var session = await OpenIdleAsync();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
            Assert.Same(session, _sut.Enter(session.Id!, "me", null));
            _sut.Leave(session);
        }
    }

    [Fact]
    public async Task Enter_IdleTimeOver_FindsNothingEvenBeforeTheSweep()
    {
        var session = await OpenIdleAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(_sut.Enter(session.Id!, "me", null));
        Assert.Equal(1, _sut.Count);
        await _sut.EndExpiredAsync();
        Assert.Equal(0, _sut.Count);
        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Enter_IdleTimeShortenedByReload_CountsAtOnce()
    {
        var session = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromMinutes(5));

        Configure(new SessionsConfig { IdleTimeout = TimeSpan.FromMinutes(1) });

        Assert.Null(_sut.Enter(session.Id!, "me", null));
    }

    [Fact]
    public async Task EndExpiredAsync_InUse_LeavesIt()
    {
        var session = await OpenAsync();

        _time.Advance(TimeSpan.FromDays(1));
        await _sut.EndExpiredAsync();

        Assert.False(session.Ended.IsCancellationRequested);
        _sut.Leave(session);
        Assert.NotNull(_sut.Enter(session.Id!, "me", null));
    }

    [Theory]
    [InlineData("you", null)]
    [InlineData("", null)]
    [InlineData("me", "other")]
    public async Task Enter_OtherPrincipalOrToolset_FindsNothing(string principal, string? toolset)
    {
        var session = await OpenIdleAsync();

        Assert.Null(_sut.Enter(session.Id!, principal, toolset));
    }

    [Fact]
    public async Task OpenAsync_Full_EndsTheLongestIdle()
    {
        var first = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await OpenAsync();
        _sut.Enter(first.Id!, "me", null);
        _sut.Leave(first);

        var fourth = await OpenAsync();

        Assert.True(second.Ended.IsCancellationRequested);
        Assert.False(first.Ended.IsCancellationRequested);
        Assert.NotNull(fourth);
        Assert.Equal(3, _sut.Count);
    }

    [Fact]
    public async Task OpenAsync_FullAndAllInUse_GivesNone()
    {
        for (var i = 0; i < 3; i++)
        {
            await OpenAsync();
        }

        Assert.Null(await _sut.OpenAsync(ProtocolRevision.November2025, ClientCapabilities.None, "me", null, CancellationToken.None));
    }

    [Fact]
    public async Task EndAsync_Ended_IsGoneAndItsPeerDisposed()
    {
        var session = await OpenAsync();
        var peer = session.GetPeer(() => new Peer());
        using var call = session.BeginCall("1"u8.ToArray());

        await _sut.EndAsync(session);
        await _sut.EndAsync(session);

        Assert.True(peer.IsDisposed);
        Assert.True(call.Cancelled.IsCancellationRequested);
        Assert.Null(_sut.Enter(session.Id!, "me", null));
        Assert.Throws<ObjectDisposedException>(() => session.GetPeer(() => new Peer()));
    }

    [Fact]
    public async Task DisposeAsync_SessionsOpen_EndsThem()
    {
        var session = await OpenAsync();

        await _sut.DisposeAsync();

        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Sessions_OpenedAndEnded_AreCounted()
    {
        long open = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "mcpproxy.mcp.sessions" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => open += value);
        listener.Start();

        var first = await OpenIdleAsync();
        await OpenIdleAsync();
        await _sut.EndAsync(first);

        Assert.Equal(1, open);
    }

    [Fact]
    public async Task Cancel_IdUsedTwice_CancelsTheFirstAlone()
    {
        var session = await OpenAsync();
        var first = session.BeginCall("1"u8.ToArray());
        using var second = session.BeginCall("1"u8.ToArray());
        using var other = session.BeginCall("\"1\""u8.ToArray());

        session.Cancel("1"u8.ToArray());

        Assert.Equal((true, false, false), (first.Cancelled.IsCancellationRequested, second.Cancelled.IsCancellationRequested, other.Cancelled.IsCancellationRequested));
        first.Dispose();
        session.Cancel("1"u8.ToArray());
        Assert.False(second.Cancelled.IsCancellationRequested);
    }

    public async ValueTask DisposeAsync()
    {
        await _sut.DisposeAsync();
        _changes.Dispose();
        await _services.DisposeAsync();
    }

    private void Configure(SessionsConfig sessions) => _config.Publish(SomeMcp.Snapshot(SomeMcp.Config with { Sessions = sessions }), CatalogLists.None);

    private async Task<McpSession> OpenAsync() => (await _sut.OpenAsync(ProtocolRevision.November2025, ClientCapabilities.None, "me", null, CancellationToken.None))!;

    private async Task<McpSession> OpenIdleAsync()
    {
        var session = await OpenAsync();
        _sut.Leave(session);
        return session;
    }

    private sealed class Peer : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return default;
        }
    }
}
