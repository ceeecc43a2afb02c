using McpProxy.Configuration;
using McpProxy.Context;
using static McpProxy.UnitTests.Context.SomeContexts;

namespace McpProxy.UnitTests.Context;

public sealed class CallContextsTests
{
    private readonly SomeContexts _room = new();

    private CallContexts Sut => _room.Contexts;

    [Fact]
    public async Task Get_NobodyChose_IsEmptyWithoutHandle()
    {
        var current = await Sut.GetAsync(Request(session: "s"));

        Assert.Equal((ContextSource.None, null, false), (current.Source, current.Handle, current.TokenSwapped));
        Assert.Same(CallContext.Empty, current.Chosen);
    }

    [Fact]
    public async Task Change_WithoutSession_GivesAHandleThatAnyReplicaOpens()
    {
        var chosen = await Sut.ChangeAsync(Request(), c => c with { Identity = "i", Region = "eu", Profiles = new Dictionary<string, string> { ["i"] = "7" }, Countries = new Dictionary<string, string> { ["i"] = "DE" } });

        var current = await _room.Replica().GetAsync(Request(handle: chosen.Handle));

        Assert.Equal(("i", "eu", "7", "DE"), (current.Chosen.Identity, current.Chosen.Region, current.Chosen.Profiles["i"], current.Chosen.Countries["i"]));
        Assert.Equal((ContextSource.Handle, chosen.Handle), (current.Source, current.Handle));
        Assert.Equal(Alice.CredentialFingerprint, current.Chosen.CredentialFingerprint);
    }

    [Fact]
    public async Task Change_InASession_IsTheSessionsOnEveryReplicaAndAHandleToo()
    {
        var chosen = await Sut.ChangeAsync(Request(session: "s"), c => c with { Identity = "i" });

        var current = await _room.Replica().GetAsync(Request(session: "s"));
        var byHandle = await Sut.GetAsync(Request(handle: chosen.Handle));
        var renewed = await Sut.GetAsync(Request(handle: current.Handle));

        Assert.Equal(("i", ContextSource.Session), (current.Chosen.Identity, current.Source));
        Assert.Equal("i", byHandle.Chosen.Identity);
        Assert.Equal("i", renewed.Chosen.Identity);
        Assert.Equal(ContextSource.None, (await Sut.GetAsync(Request(session: "another"))).Source);
    }

    [Fact]
    public async Task Change_WithHandleInASession_LeavesTheSessionAsItIs()
    {
        var first = await Sut.ChangeAsync(Request(), c => c with { Identity = "of handle" });
        await Sut.ChangeAsync(Request(session: "s"), c => c with { Identity = "of session" });

        var second = await Sut.ChangeAsync(Request(session: "s", handle: first.Handle), c => c with { Region = "eu" });

        Assert.Equal(("of handle", "eu"), (second.Chosen.Identity, second.Chosen.Region));
        var session = await Sut.GetAsync(Request(session: "s"));
        Assert.Equal(("of session", null), (session.Chosen.Identity, session.Chosen.Region));
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNone()
    {
        var changes = Enumerable.Range(0, 20).Select(i => Task.Run(async () => await Sut.ChangeAsync(
            Request(session: "s"), c => c with { Profiles = new Dictionary<string, string>(c.Profiles) { [$"i{i}"] = $"{i}" } })));
        await Task.WhenAll(changes);

        var profiles = (await Sut.GetAsync(Request(session: "s"))).Chosen.Profiles;
        Assert.Equal(20, profiles.Count);
        Assert.All(profiles, p => Assert.Equal(p.Key, "i" + p.Value));
    }

    public static TheoryData<string, string, string> Others => new() { { "bob", "token of alice", "" }, { "alice", "token of alice", "other tenant" } };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Get_HandleOfAnotherPrincipalOrTenant_IsRefused(string principal, string credential, string tenant)
    {
        var chosen = await Sut.ChangeAsync(Request(), c => c with { Identity = "i" });

        await RefusedAsync("context_handle_invalid", Caller(principal, credential, tenant), chosen.Handle!);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Get_SessionThatAnotherPrincipalOrTenantHadChosenIn_IsEmpty(string principal, string credential, string tenant)
    {
        await Sut.ChangeAsync(Request(session: "s"), c => c with { Identity = "i" });

        var current = await Sut.GetAsync(Request(Caller(principal, credential, tenant), "s"));

        Assert.Null(current.Chosen.Identity);
        Assert.True(current.TokenSwapped);
    }

    [Fact]
    public async Task Get_HandleWithAnyCharacterChangedOrCut_IsRefused()
    {
        var handle = (await Sut.ChangeAsync(Request(), c => c with { Identity = "i" })).Handle!;
        for (var i = 0; i < handle.Length; i++)
        {
            var other = handle[i] == 'A' ? 'B' : 'A';
            var tampered = handle[..i] + other + handle[(i + 1)..];
            // The last character may have bits that no byte has.
            if (i < handle.Length - 1)
            {
                await RefusedAsync("context_handle_invalid", Alice, tampered);
            }

            await RefusedAsync("context_handle_invalid", Alice, handle[..i] is { Length: > 0 } cut ? cut : "-");
        }
    }

    [Theory]
    [InlineData("not a handle")]
    [InlineData("AAAA")]
    [InlineData("ä")]
    public async Task Get_NoHandleAtAll_IsRefused(string handle) => await RefusedAsync("context_handle_invalid", Alice, handle);

    [Fact]
    public async Task Get_TooLongHandle_IsRefused() => await RefusedAsync("context_handle_invalid", Alice, new string('A', 4097));

    [Fact]
    public async Task Get_HandleSealedWithAnotherKey_IsRefused()
    {
        var chosen = await _room.Replica("another key of another proxy, which is not ours").ChangeAsync(Request(), c => c with { Identity = "i" });

        await RefusedAsync("context_handle_invalid", Alice, chosen.Handle!);
    }

    [Fact]
    public async Task Get_HandleAtTheEndOfItsLife_HasExpired()
    {
        var handle = (await Sut.ChangeAsync(Request(), c => c with { Identity = "i" })).Handle!;
        _room.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("i", (await Sut.GetAsync(Request(handle: handle))).Chosen.Identity);

        _room.Time.Advance(TimeSpan.FromMilliseconds(1));

        await RefusedAsync("context_handle_expired", Alice, handle);
    }

    [Fact]
    public async Task Get_OtherCredentialInASession_DropsTheChoiceAndSaysSo()
    {
        await Sut.ChangeAsync(Request(session: "s"), c => c with { Identity = "i" });

        var current = await Sut.GetAsync(Request(Caller("alice", "new token"), "s"));
        var again = await Sut.ChangeAsync(Request(Caller("alice", "new token"), "s"), c => c with { Region = "eu" });

        Assert.Equal((null, true), (current.Chosen.Identity, current.TokenSwapped));
        Assert.Equal((null, "eu", false), (again.Chosen.Identity, again.Chosen.Region, again.TokenSwapped));
    }

    [Fact]
    public async Task Get_OtherCredentialWithAHandle_DropsTheChoiceAndSaysSo()
    {
        var handle = (await Sut.ChangeAsync(Request(), c => c with { Identity = "i" })).Handle;

        var current = await Sut.GetAsync(Request(Caller("alice", "new token"), handle: handle));

        Assert.Equal((null, true, ContextSource.Handle), (current.Chosen.Identity, current.TokenSwapped, current.Source));
    }

    [Fact]
    public async Task Get_CallerKnownByItsCredentialOnly_HandleOfAnotherCredentialIsSwapped()
    {
        var (before, after) = (Partner("old token"), Partner("new token"));
        var handle = (await Sut.ChangeAsync(Request(before), c => c with { Identity = "i" })).Handle;

        Assert.Equal("i", (await Sut.GetAsync(Request(before, handle: handle))).Chosen.Identity);
        var swapped = await Sut.GetAsync(Request(after, handle: handle));
        Assert.Equal((null, true), (swapped.Chosen.Identity, swapped.TokenSwapped));
        await RefusedAsync("context_handle_invalid", Caller("alice", "old token"), handle!);

        static ExchangeCaller Partner(string token) => new()
        {
            Scheme = "Partner",
            Principal = Caller("", token).CredentialFingerprint,
            CredentialFingerprint = Caller("", token).CredentialFingerprint,
        };
    }

    [Fact]
    public async Task Get_SessionIdleTimePassed_IsEmpty()
    {
        await Sut.ChangeAsync(Request(session: "s"), c => c with { Identity = "i" });
        _room.Time.Advance(new SessionsConfig().IdleTimeout);

        Assert.Null((await Sut.GetAsync(Request(session: "s"))).Chosen.Identity);
    }

    [Fact]
    public async Task Get_ConnectionLongSilent_StillHasIt()
    {
        var connection = McpProxy.Mcp.Sessions.SessionId.CreateForConnection();
        await Sut.ChangeAsync(Request(session: connection), c => c with { Identity = "i" });
        _room.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal("i", (await Sut.GetAsync(Request(session: connection))).Chosen.Identity);
    }

    [Fact]
    public async Task Change_MoreThanAHandleCarries_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ProxyErrorException>(async () => await Sut.ChangeAsync(
            Request(), c => c with { Profiles = Enumerable.Range(0, 500).ToDictionary(i => $"identity {i}", i => $"{i}") }));

        Assert.Equal("context_too_large", error.Error.Code);
    }

    private async Task RefusedAsync(string code, ExchangeCaller caller, string handle)
    {
        var refused = await Assert.ThrowsAsync<ProxyErrorException>(async () => await Sut.GetAsync(Request(caller, handle: handle)));
        Assert.Equal((code, ProxyErrorKind.InvalidArguments), (refused.Error.Code, refused.Error.Kind));
        Assert.DoesNotContain(handle, refused.Error.Message + refused.Error.Hint, StringComparison.Ordinal);
    }
}
