using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.State;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class FlowStatesTests
{
    private const string Key = "a-key-that-has-thirty-two-letters-at-least";

    private readonly TestTimeProvider _time = new();
    private readonly MemoryStateStore _store;

    public FlowStatesTests() => _store = new MemoryStateStore(_time, () => long.MaxValue);

    [Fact]
    public async Task Find_Genuine_GivesWhatWasKept()
    {
        var (state, _) = await Create().AddAsync(Entry(), default);

        var found = await Create().FindAsync(state, default); // Of another replica.

        Assert.Equal(Entry(), found.Entry);
    }

    [Fact]
    public async Task Find_SaysWhatIsWrong()
    {
        var sut = Create();
        var (state, _) = await sut.AddAsync(Entry(), default);

        Assert.Equal("Malformed state", await ErrorAsync(sut, "x"));
        Assert.Equal("Invalid or expired state", await ErrorAsync(sut, new string('A', 43) + state[43..]));
        Assert.Equal("Invalid state signature", await ErrorAsync(sut, state[..44] + new string('0', 64)));
        Assert.Equal("Invalid or expired state", await ErrorAsync(Create("another-key-of-thirty-two-letters-or-more"), state));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("State expired", await ErrorAsync(sut, state));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Invalid or expired state", await ErrorAsync(sut, state));
    }

    [Fact]
    public async Task Use_ManyAtOnce_OneWins()
    {
        var sut = Create();
        var (state, _) = await sut.AddAsync(Entry(), default);
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sut.FindAsync(state, default).AsTask()));

        var wins = await Task.WhenAll(found.Select(f => Task.Run(() => TryUseAsync(sut, f))));

        Assert.Equal(1, wins.Count(w => w));
        Assert.Equal("State already used", await ErrorAsync(sut, state));
    }

    [Fact]
    public async Task Remove_EndsTheFlow()
    {
        var sut = Create();
        var (state, id) = await sut.AddAsync(Entry(), default);

        await sut.RemoveAsync(id, default);

        Assert.Equal("Invalid or expired state", await ErrorAsync(sut, state));
    }

    private static async Task<bool> TryUseAsync(FlowStates sut, FlowState state)
    {
        try
        {
            await sut.UseAsync(state, default);
            return true;
        }
        catch (StateException e) when (e.Message == "State already used")
        {
            return false;
        }
    }

    private static async Task<string> ErrorAsync(FlowStates sut, string state) =>
        (await Assert.ThrowsAsync<StateException>(async () => await sut.FindAsync(state, default))).Message;

    private FlowStates Create(string key = Key) => new(_store, new StateSeal([key]), _time);

    private static FlowEntry Entry() => new()
    {
        Provider = "strava",
        Tenant = "acme",
        User = "test\nalice",
        Session = "s1",
        Nonce = "0123",
        AuthorizationUrl = "https://a/b",
        RedirectUri = "https://c/d",
        Verifier = "v",
        Expires = new DateTimeOffset(2026, 8, 1, 12, 10, 0, TimeSpan.Zero),
    };
}
