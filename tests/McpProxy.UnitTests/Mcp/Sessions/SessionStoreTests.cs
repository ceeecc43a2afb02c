using System.Diagnostics.Metrics;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.Wire;
using McpProxy.State;
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
    private readonly MemoryStateStore _state;
    private readonly SessionStore _sut;

    public SessionStoreTests()
    {
        Configure(new SessionsConfig { MaxSessions = 3, IdleTimeout = TimeSpan.FromMinutes(10) });
        _changes = new ChangeFeed(_config);
        _state = new MemoryStateStore(_time, () => long.MaxValue);
        _sut = Replica();
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
            Assert.Same(session, await _sut.EnterAsync(session.Id!, "me", null));
            await _sut.LeaveAsync(session);
        }
    }

    [Fact]
    public async Task Enter_IdleTimeOver_FindsNothingAndLetsGoOfIt()
    {
        var session = await OpenIdleAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await _sut.EnterAsync(session.Id!, "me", null));
        Assert.Equal(0, _sut.Count);
        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task Enter_IdleTimeShortenedByReload_CountsFromTheNextUseOn()
    {
        var session = await OpenIdleAsync();

        Configure(new SessionsConfig { IdleTimeout = TimeSpan.FromMinutes(1) });
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await _sut.EnterAsync(session.Id!, "me", null));
        await _sut.LeaveAsync(session);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await _sut.EnterAsync(session.Id!, "me", null));
    }

    [Fact]
    public async Task ForgetIdleAsync_IdleTimeOver_LetsGoOfIt()
    {
        var session = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromMinutes(10));

        await _sut.ForgetIdleAsync();

        Assert.Equal(0, _sut.Count);
        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task KeepUsedAsync_InUse_KeepsIt()
    {
        var session = await OpenAsync();

        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(9));
            await _sut.KeepUsedAsync();
            await _sut.ForgetIdleAsync();
        }

        Assert.False(session.Ended.IsCancellationRequested);
        await _sut.LeaveAsync(session);
        Assert.NotNull(await _sut.EnterAsync(session.Id!, "me", null));
    }

    [Theory]
    [InlineData("you", null)]
    [InlineData("", null)]
    [InlineData("me", "other")]
    public async Task Enter_OtherPrincipalOrToolset_FindsNothing(string principal, string? toolset)
    {
        var session = await OpenIdleAsync();

        Assert.Null(await _sut.EnterAsync(session.Id!, principal, toolset));
    }

    [Fact]
    public async Task OpenAsync_Full_EndsTheLongestIdle()
    {
        var first = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await OpenAsync();
        await _sut.EnterAsync(first.Id!, "me", null);
        await _sut.LeaveAsync(first);

        var fourth = await OpenAsync();

        Assert.True(second.Ended.IsCancellationRequested);
        Assert.False(first.Ended.IsCancellationRequested);
        Assert.NotNull(fourth);
        Assert.Equal(3, _sut.Count);
    }

    [Fact]
    public async Task OpenAsync_Full_TakesTheRoomOfWhoHoldsTheMost()
    {
        var other = await OpenIdleAsync("other");
        _time.Advance(TimeSpan.FromSeconds(1));
        var first = await OpenIdleAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await OpenIdleAsync();

        await OpenIdleAsync("third");
        Assert.True(first.Ended.IsCancellationRequested);
        Assert.False(other.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task OpenAsync_ManyCallersThatHaveNotProvedThemselves_ShareOneRoom()
    {
        var other = await OpenIdleAsync("other");
        for (var i = 0; i < 10; i++)
        {
            await OpenIdleAsync($"\u0001made up {i}");
        }

        Assert.False(other.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task OpenAsync_FullOfOthersWithFewer_TakesOwnRoomOrNone()
    {
        var other = await OpenIdleAsync("other");
        await OpenIdleAsync();
        await OpenAsync();

        for (var i = 0; i < 10; i++)
        {
            await OpenIdleAsync();
        }

        Assert.False(other.Ended.IsCancellationRequested);
        await OpenAsync();
        Assert.Null(await _sut.OpenAsync(ProtocolRevision.November2025, ClientCapabilities.None, "me", null, CancellationToken.None));
    }

    [Fact]
    public async Task EnterAsync_OpenedOnAnotherReplica_GoesOnWithWhatWasAgreed()
    {
        await using var other = Replica();
        var session = await _sut.OpenAsync(ProtocolRevision.June2025, ClientCapabilities.Roots, "me", "small", CancellationToken.None);
        session!.LogLevel = McpLogLevel.Error;
        await _sut.LeaveAsync(session);

        Assert.Null(await other.EnterAsync(session.Id!, "you", "small"));
        Assert.Null(await other.EnterAsync(session.Id!, "me", null));
        var there = await other.EnterAsync(session.Id!, "me", "small");

        Assert.Equal(
            (ProtocolRevision.June2025, ClientCapabilities.Roots, McpLogLevel.Error, "me", "small"),
            (there!.Revision, there.Client, there.LogLevel, there.Principal, there.Toolset));
        there.LogLevel = McpLogLevel.Debug;
        await other.LeaveAsync(there);
        Assert.Equal(McpLogLevel.Debug, session.LogLevel);
    }

    [Fact]
    public async Task EnterAsync_UsedOnAnotherReplicaAlone_LivesOn()
    {
        await using var other = Replica();
        var session = await OpenIdleAsync();
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(9));
            await other.LeaveAsync((await other.EnterAsync(session.Id!, "me", null))!);
        }

        await _sut.ForgetIdleAsync();
        Assert.Equal(0, _sut.Count);
        Assert.NotNull(await _sut.EnterAsync(session.Id!, "me", null));
    }

    [Fact]
    public async Task EndAsync_OnAnotherReplica_EndsItHere()
    {
        await using var other = Replica();
        var session = await OpenIdleAsync();

        await other.EndAsync((await other.EnterAsync(session.Id!, "me", null))!);

        Assert.True(session.Ended.IsCancellationRequested);
        Assert.Null(await _sut.EnterAsync(session.Id!, "me", null));
    }

    [Fact]
    public async Task DisposeAsync_SharedStore_LeavesTheSessionToOthers()
    {
        await using var other = Replica();
        var session = await OpenIdleAsync();

        await _sut.DisposeAsync();

        Assert.NotNull(await other.EnterAsync(session.Id!, "me", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task EnterAsync_NoSuchId_FindsNothing(string id) => Assert.Null(await _sut.EnterAsync(id, "me", null));

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
        Assert.Null(await _sut.EnterAsync(session.Id!, "me", null));
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

    private SessionStore Replica() => new(_config, _state, new SessionChannel(_state), NoSubscriptions(), _time, _changes, new McpMetrics(_services.GetRequiredService<IMeterFactory>()));

    private SubscriptionFollower NoSubscriptions() =>
        new(_config, new ResourceWatches(_config, new ResourcePoller(new FakeInvoker()), new ResourceSignals(_state), _time));

    private void Configure(SessionsConfig sessions) => _config.Publish(SomeMcp.Snapshot(SomeMcp.Config with { Sessions = sessions }), CatalogLists.None);

    private async Task<McpSession> OpenAsync(string principal = "me") =>
        (await _sut.OpenAsync(ProtocolRevision.November2025, ClientCapabilities.None, principal, null, CancellationToken.None))!;

    private async Task<McpSession> OpenIdleAsync(string principal = "me")
    {
        var session = await OpenAsync(principal);
        await _sut.LeaveAsync(session);
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
