using static McpProxy.ExchangeDoor;

namespace McpProxy.IntegrationTests.Context;

/// <summary>Row 18: the profile of each identity, in its header, through both doors.</summary>
public sealed class ProfileScopeTests
{
    private const string Scope = "Amazon-Advertising-API-Scope";

    public static TheoryData<ExchangeDoor> BothDoors => new(Http, ExchangeDoor.Mcp);

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_ProfileChosenForOneIdentity_FollowsTheIdentity(ExchangeDoor door)
    {
        await using var gateway = await StartAsync();
        var a = await gateway.ChooseAsync("""{"identity":"a","profile":"1043817530956285"}""");
        var b = await gateway.ChooseAsync($$"""{"identity":"b","context":"{{a}}"}""");
        var back = await gateway.ChooseAsync($$"""{"identity":"a","context":"{{b}}"}""");

        Assert.Equal("1043817530956285", await ScopeAsync(a));
        Assert.Null(await ScopeAsync(b));
        Assert.Equal("1043817530956285", await ScopeAsync(back));

        async Task<string?> ScopeAsync(string handle) =>
            (await gateway.SendAsync(door, "x", ("X-McpProxy-Context", handle), (Scope, "of the caller"))).Headers.GetValueOrDefault(Scope);
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_ForbiddenAndRequiredPaths_AreKept(ExchangeDoor door)
    {
        await using var gateway = await StartAsync();

        var listed = await gateway.SendAsync(door, "profiles", ("X-McpProxy-Profile", "7"));
        var one = await gateway.SendAsync(door, "other", ("X-McpProxy-Profile", "7"));
        var missing = await gateway.SendAsync(door, "needed");

        Assert.False(listed.Headers.ContainsKey(Scope));
        Assert.Equal("7", one.Headers[Scope]);
        Assert.Equal("profile_required", missing.Code);
    }

    [Fact]
    public async Task Send_DefaultOfTheRoute_ComesBeforeThatOfTheConfiguration()
    {
        await using var gateway = await RegionalGateway.StartAsync(
            host: "\"Context\": { \"Defaults\": { \"Profile\": \"8\" } },", transforms: $$""", { "ProfileScope": "{{Scope}}", "Default": "9" }""");

        Assert.Equal("9", (await gateway.SendAsync(Http)).Headers[Scope]);
        Assert.Equal("7", (await gateway.SendAsync(Http, "x", ("X-McpProxy-Profile", "7"))).Headers[Scope]);
    }

    private static Task<RegionalGateway> StartAsync() =>
        RegionalGateway.StartAsync(transforms: $$""", { "ProfileScope": "{{Scope}}", "Forbid": "/echo/profiles", "Require": "/echo/needed" }""");
}
