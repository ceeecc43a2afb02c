using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class TokenVaultTests
{
    private const string Key = "a-key-that-has-thirty-two-letters-at-least";
    private const string Next = "another-key-of-thirty-two-letters-or-more";

    private readonly TestTimeProvider _time = new();
    private readonly MemoryStateStore _store;

    public TokenVaultTests() => _store = new MemoryStateStore(_time, () => long.MaxValue);

    private VaultRow Row => VaultRow.Empty with { Tokens = new TokenSet("access-token", null, "refresh-token", _time.GetUtcNow()) };

    [Fact]
    public async Task Read_OfAnotherReplica_IsTheRow()
    {
        var row = Row;
        await WriteAsync(Of("acme", "alice"), row);

        var read = await Create().ReadAsync(Of("acme", "alice"), default);

        Assert.Equal(row.Tokens, read.Row!.Tokens);
        Assert.Null((await Create().ReadAsync(Of("acme", "bob"), default)).Row);
    }

    [Fact]
    public async Task Read_RowMovedToAnotherOwner_IsNone()
    {
        await WriteAsync(Of("acme", "alice"), Row);
        var stolen = (await _store.Records.GetAsync(Of("acme", "alice").Record, TestContext.Current.CancellationToken))!.Value.Value;
        await _store.Records.SetAsync(Of("evil", "alice").Record, stolen, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.Null((await Create().ReadAsync(Of("evil", "alice"), default)).Row);
    }

    [Fact]
    public void Key_NoTwoOwnersAreTheSame()
    {
        string[] records = [Of("a|1:b", "c").Record, Of("a", "b|c").Record, Of("a|1", "b|c").Record, Of("", "a").Record, Of("a", "").Record, Of("a", "b", "x").Record, Of("a", "b").Record];

        Assert.Equal(records.Length, records.Distinct().Count());
        Assert.Equal(Of("a", "b", "Strava").Record, Of("a", "b", "strava").Record);
        Assert.All(records, r => Assert.Matches("^oauth:vault:[0-9a-f]{64}$", r));
    }

    [Fact]
    public async Task Read_KeyRotated_OpensWithTheOldAndSealsWithTheNew()
    {
        await WriteAsync(Of("acme", "alice"), Row);
        var both = Create(Next, Key);
        Assert.NotNull((await both.ReadAsync(Of("acme", "alice"), default)).Row);
        Assert.Null((await Create(Next).ReadAsync(Of("acme", "alice"), default)).Row);

        await both.ChangeAsync(Of("acme", "alice"), row => row with { Error = "x" }, default);

        Assert.NotNull((await Create(Next).ReadAsync(Of("acme", "alice"), default)).Row);
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var sut = Create();
            for (var n = 0; n < 5; n++)
            {
                await sut.ChangeAsync(Of("acme", "alice"), row => row with { Pending = [.. row.Pending, new PendingFlow($"{i}.{n}", _time.GetUtcNow())] }, default);
            }
        })));

        Assert.Equal(40, (await Create().ReadAsync(Of("acme", "alice"), default)).Row!.Pending.Select(p => p.Id).Distinct().Count());
    }

    [Fact]
    public async Task Row_ExpiredTokenWithoutRefresh_IsForgottenAfterAnHour()
    {
        await WriteAsync(Of("acme", "alice"), VaultRow.Empty with { Tokens = new TokenSet("a", _time.GetUtcNow().AddMinutes(5), null, _time.GetUtcNow()) });
        _time.Advance(TimeSpan.FromMinutes(64));
        Assert.NotNull((await Create().ReadAsync(Of("acme", "alice"), default)).Row);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null((await Create().ReadAsync(Of("acme", "alice"), default)).Row);
    }

    [Fact]
    public void Texts_HaveNoTokens() => Assert.DoesNotContain("-token", $"{Row} {Row.Tokens}");

    private static VaultKey Of(string tenant, string user, string provider = "strava") => VaultKey.Of(new FlowOwner(tenant, user, IsAnonymous: false, IsVerified: true), provider);

    private async Task WriteAsync(VaultKey key, VaultRow row) => Assert.True(await Create().TryWriteAsync(key, row, 0, default));

    private TokenVault Create(params string[] keys) => new(_store, new StateSeal(keys is [] ? [Key] : keys), _time, NullLogger<TokenVault>.Instance);
}
