using System.Net;

namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/strava.json</c>: one person signs in with a browser; both doors use the token.</summary>
public sealed class StravaExampleTests : IAsyncLifetime
{
    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await ExampleGateway.StartAsync("strava");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_AfterSigningIn_UsesTheTokenOnBothDoorsAndRefreshesIt()
    {
        await SignInAsync();

        var overHttp = await _gateway.GetAsync(Caller.Nobody, "/athlete/activities?per_page=2");
        var overMcp = await _gateway.CallToolAsync(Caller.Nobody, "list_activities", """{"per_page":2}""");
        var before = _gateway.Upstream("/strava/athlete", "Authorization");
        _gateway.Time.Advance(TimeSpan.FromHours(7));
        await _gateway.CallToolAsync(Caller.Nobody, "list_activities");

        Assert.Equal(2, overHttp.GetArrayLength());
        Assert.Contains(overHttp[0].GetProperty("name").GetString()!, overMcp.GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(before, _gateway.Upstream("/strava/athlete", "Authorization"));
        Assert.Equal(2, _gateway.Simulator.Calls.Of("/strava/oauth/token"));
    }

    [Fact]
    public async Task Call_BeforeSigningIn_SaysHow()
    {
        var overMcp = await _gateway.FailToolAsync(Caller.Nobody, "list_activities");
        var overHttp = await _gateway.FailAsync(Caller.Nobody, "/athlete/activities");

        Assert.Equal(("authorization_required", "authorization_required"), (overMcp.GetProperty("code").GetString(), overHttp.GetProperty("code").GetString()));
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/strava/athlete"));
    }

    [Fact]
    public async Task Callback_TwentyAtOnce_OneWins()
    {
        var callback = await AgreeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _gateway.SendAsync(Caller.Nobody, callback)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(1, _gateway.Simulator.Calls.Of("/strava/oauth/token"));
    }

    private async Task<string> AgreeAsync()
    {
        using var start = await _gateway.SendAsync(Caller.Nobody, "/auth/start/strava");
        Assert.Equal(HttpStatusCode.Redirect, start.StatusCode);
        using var agreed = await _gateway.Proxy.Http.GetAsync($"{start.Headers.Location!.AbsoluteUri}&login_hint=athlete-{ExampleFiles.NewSecret("x")[^8..]}");
        return agreed.Headers.Location!.PathAndQuery;
    }

    private async Task SignInAsync()
    {
        using var page = await _gateway.SendAsync(Caller.Nobody, await AgreeAsync());
        page.EnsureSuccessStatusCode();
    }
}
