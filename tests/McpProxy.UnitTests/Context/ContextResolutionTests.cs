using McpProxy.Configuration;
using McpProxy.Context;
using static McpProxy.UnitTests.Context.SomeContexts;

namespace McpProxy.UnitTests.Context;

/// <summary>The documented order: what the call says, its handle, the session, the identity, the configuration.</summary>
public sealed class ContextResolutionTests
{
    private static readonly ContextConfig Configured = new() { Defaults = new ContextDefaultsConfig { Identity = "identity-of-default", Profile = "profile-of-default", Region = "default" } };

    private readonly SomeContexts _room = new(Configured);

    public static TheoryData<int> AllCombinations => [.. Enumerable.Range(0, 64)];

    /// <summary>All 64 sets of places that say something: the strongest one wins for each of the three values.</summary>
    [Theory]
    [MemberData(nameof(AllCombinations))]
    public async Task Resolve_AnyPlacesSaySomething_TheStrongestWins(int places)
    {
        bool Says(int place) => (places & (1 << place)) != 0;
        var (call, handle, session, credential, route, bound) = (Says(0), Says(1), Says(2), Says(3), Says(4), Says(5));
        var sealedHandle = handle ? (await _room.Contexts.ChangeAsync(Request(), _ => Chosen("handle"))).Handle : null;
        if (session)
        {
            await _room.Contexts.ChangeAsync(Request(session: "s"), _ => Chosen("session"));
        }

        var request = call
            ? Request(session: "s", handle: sealedHandle, identity: "identity-of-call", profile: "profile-of-call", region: "call")
            : Request(session: "s", handle: sealedHandle);
        var exchange = await _room.ResolveAsync(request, route ? new ContextDefaults("identity-of-route", "profile-of-route", "route") : null);
        if (credential)
        {
            exchange.Offer(ContextValue.Identity, "identity-of-credential", ContextSource.Identity);
            exchange.Offer(ContextValue.Profile, "profile-of-credential", ContextSource.Identity);
            exchange.Offer(ContextValue.Region, "credential", ContextSource.Identity);
        }

        if (bound)
        {
            exchange.Offer(ContextValue.Region, "bound", ContextSource.Bound);
        }

        var expected = call ? "call" : handle ? "handle" : session ? "session" : credential ? "credential" : route ? "route" : "default";
        Assert.Equal(($"identity-of-{expected}", $"profile-of-{expected}"), (exchange.Identity, exchange.Profile));
        Assert.Equal(bound ? "bound" : expected, exchange.Region);
        var source = call ? ContextSource.Request : handle ? ContextSource.Handle : session ? ContextSource.Session : credential ? ContextSource.Identity : ContextSource.Default;
        Assert.Equal((source, source, bound ? ContextSource.Bound : source), (exchange.IdentitySource, exchange.ProfileSource, exchange.RegionSource));
    }

    [Fact]
    public async Task Resolve_ProfilesOfTwoIdentities_FollowTheIdentityInForce()
    {
        await _room.Contexts.ChangeAsync(Request(session: "s"), c => c with { Identity = "a", Profiles = new Dictionary<string, string> { ["a"] = "1" }, Countries = new Dictionary<string, string> { ["a"] = "DE" } });

        var a = await _room.ResolveAsync(Request(session: "s"));
        var b = await _room.ResolveAsync(Request(session: "s", identity: "b"));
        var back = await _room.ResolveAsync(Request(session: "s", identity: "a"));

        Assert.Equal(("1", "DE"), (a.Profile, a.ProfileCountry));
        Assert.Equal(("profile-of-default", null), (b.Profile, b.ProfileCountry));
        Assert.Equal("1", back.Profile);
    }

    [Fact]
    public async Task Resolve_ProfileChosenWithoutIdentity_IsThatOfTheIdentityTheCredentialBrings()
    {
        var room = new SomeContexts();
        await room.Contexts.ChangeAsync(Request(session: "s"), c => c with { Profiles = new Dictionary<string, string> { [""] = "1" } });

        var found = await room.ResolveAsync(Request(session: "s"));
        found.Offer(ContextValue.Identity, "of credential", ContextSource.Identity);
        var chosen = await room.ResolveAsync(Request(session: "s", identity: "another"));

        Assert.Equal(("1", ContextSource.Session), (found.Profile, found.ProfileSource));
        Assert.Null(chosen.Profile);
    }

    [Fact]
    public async Task Resolve_OtherCredentialInTheSession_GoesOnWithANotice()
    {
        await _room.Contexts.ChangeAsync(Request(session: "s"), _ => Chosen("session"));

        var exchange = await _room.ResolveAsync(Request(Caller("alice", "new token"), "s"));

        Assert.Equal("identity-of-default", exchange.Identity);
        Assert.Equal("token_swapped", Assert.Single(exchange.Notices).Code);
        Assert.Null(exchange.Error);
    }

    [Fact]
    public async Task Resolve_OtherCredentialThanTheHandles_FailsTheCall()
    {
        var handle = (await _room.Contexts.ChangeAsync(Request(), _ => Chosen("handle"))).Handle;

        var exchange = await _room.ResolveAsync(Request(Caller("alice", "new token"), handle: handle));

        Assert.Equal("token_swapped", exchange.Error?.Code);
    }

    [Fact]
    public async Task Resolve_EmptyValues_SayNothing()
    {
        var exchange = await _room.ResolveAsync(Request(handle: "", identity: "", profile: "", region: ""));

        Assert.Equal(("identity-of-default", "profile-of-default", "default"), (exchange.Identity, exchange.Profile, exchange.Region));
    }

    [Theory]
    [InlineData("two words", null, null)]
    [InlineData("line\nbreak", null, null)]
    [InlineData(null, "ümlaut", null)]
    [InlineData(null, null, "eu/../na")]
    [InlineData(null, null, "a region that is far too long for a region")]
    public async Task Resolve_ValueThatCannotBeOne_IsRefused(string? identity, string? profile, string? region)
    {
        var refused = await Assert.ThrowsAsync<ProxyErrorException>(() => _room.ResolveAsync(Request(identity: identity, profile: profile, region: region)));

        Assert.Equal("invalid_context", refused.Error.Code);
    }

    private static CallContext Chosen(string by) => new()
    {
        Identity = $"identity-of-{by}",
        Region = by,
        Profiles = new Dictionary<string, string> { [$"identity-of-{by}"] = $"profile-of-{by}" },
    };
}
