using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.OpenBridge;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class ControlTests : IAsyncLifetime
{
    private const string Acme = "acme:secret-token-of-acme-1";
    private const string Zeta = "zeta:secret-token-of-zeta-1";

    private RunningSimulator _simulator = null!;
    private HttpClient _http = null!;
    private OpenBridgeClient _openBridge = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _simulator.BaseAddress };
        _openBridge = new OpenBridgeClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _openBridge.Dispose();
        _http.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Settings_Put_ReplacesAllOfThem_AndDeleteGoesBack()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("/_sim/openbridge", """{"jwtSeconds":60,"clientId":"application"}"""));
        Assert.Equal(new OpenBridgeSettings { JwtSeconds = 60, ClientId = ClientIdPlace.Application }, _simulator.OpenBridge.Settings.Current);

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("/_sim/openbridge", """{"signJwt":true}"""));
        var wire = await _http.GetJsonAsync("/_sim/openbridge");
        Assert.Equal("""{"jwtSeconds":3600,"accessTokenSeconds":3600,"signJwt":true,"clientId":"Token","omitProfileId":false,"identitiesPerPartner":4}""", wire.ToJsonString());

        using var reset = await _http.DeleteAsync("/_sim/openbridge", TestContext.Current.CancellationToken);
        Assert.Equal(new OpenBridgeSettings(), _simulator.OpenBridge.Settings.Current);
    }

    [Fact]
    public async Task Settings_UnknownMember_IsRefusedAndChangesNothing()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("/_sim/openbridge", """{"jwtSeconds":60,"jwtSecond":1}"""));

        Assert.Equal(new OpenBridgeSettings(), _simulator.OpenBridge.Settings.Current);
    }

    [Fact]
    public async Task Calls_ByCredential_AreCountedUntilReset()
    {
        await _openBridge.GetAsync("/openbridge/sri", Acme);
        await _openBridge.GetJwtAsync(Acme);
        await _openBridge.GetJwtAsync(Zeta);

        Assert.Equal(3, _simulator.Calls.Of("/openbridge/auth/api/ref"));
        Assert.Equal(2, _simulator.Calls.Of("/openbridge/auth/api/ref", Acme));
        Assert.Equal(1, _simulator.Calls.Of("/openbridge/sri", Acme));
        Assert.Equal(0, _simulator.Calls.Of("/openbridge/sri", Zeta));
        Assert.Equal($$"""{"endpoint":"/openbridge/auth/api/ref","credential":"{{Acme}}","count":2}""", (await _http.GetJsonAsync("/_sim/calls"))[0]!.ToJsonString());
        using var reset = await _http.DeleteAsync("/_sim/calls", TestContext.Current.CancellationToken);
        Assert.Equal(0, _simulator.Calls.Of("/openbridge/auth/api/ref"));
    }

    [Fact]
    public async Task Faults_OfAPath_StrikeWhatIsBelowItUntilTakenBack()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("/_sim/faults", """{"/openbridge/auth":"status=503,times=2","/eu/echo":"status=500"}"""));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _openBridge.ExchangeAsync(Acme)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _openBridge.ExchangeAsync(Acme)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _openBridge.ExchangeAsync(Acme)).Status);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/echo/x"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/na/echo/x"));
        Assert.Equal(HttpStatusCode.InternalServerError, await GetAsync("/eu/echo/x"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync("/eu/echoes"));

        using var reset = await _http.DeleteAsync("/_sim/faults", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/eu/echo/x"));
    }

    [Fact]
    public async Task Faults_TwoPathsFit_TheLongerOneCounts()
    {
        _simulator.Faults.Set("/echo", "status=500");
        _simulator.Faults.Set("/echo/a", "status=404");

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync("/echo/a/b"));
        Assert.Equal(HttpStatusCode.InternalServerError, await GetAsync("/echo/b"));
    }

    [Theory]
    [InlineData("""{"/echo":"colour=red"}""")]
    [InlineData("""{"echo":"status=500"}""")]
    [InlineData("""{"/echo/":"status=500"}""")]
    [InlineData("""{"/":"status=500"}""")]
    public async Task Faults_NotWrittenWell_AreRefusedAndChangeNothing(string faults)
    {
        _simulator.Faults.Set("/echo", "status=418");

        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("/_sim/faults", faults));
        Assert.Equal("""{"/echo":"status=418"}""", (await _http.GetJsonAsync("/_sim/faults")).ToJsonString());
    }

    [Fact]
    public async Task Hold_ManyCallers_WaitTogetherAndGoOnTogether()
    {
        const string Path = "/openbridge/auth/api/ref";
        Task<(HttpStatusCode Status, JsonNode Body)>[] calls;
        using (_simulator.Faults.Hold(Path))
        {
            calls = [.. Enumerable.Range(0, 50).Select(_ => _openBridge.ExchangeAsync(Acme))];
            await _simulator.Stats.WaitUntilAsync(s => s.Of(Path).InFlight == 50, TestContext.Current.CancellationToken);
            Assert.Equal(0, _simulator.Calls.Of(Path));
        }

        Assert.All(await Task.WhenAll(calls), c => Assert.Equal(HttpStatusCode.Accepted, c.Status));
        Assert.Equal(50, _simulator.Calls.Of(Path, Acme));
    }

    [Fact]
    public async Task Requests_Kept_AreTheLastOnesWithAllThatWasSent()
    {
        await GetAsync("/echo/before");
        using var keep = await _http.PutAsync("/_sim/requests?keep=2", null, TestContext.Current.CancellationToken);
        await GetAsync("/echo/first");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/nowhere/x%2Fy?q=in-the-query") { Content = new StringContent("in-the-body-é", Encoding.UTF8) };
        request.Headers.Add("X-One", "in-a-header");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var echo = await _http.SendForJsonAsync(HttpMethod.Post, "/echo/last", "{}");

        Assert.Equal("{}", echo["body"]!.GetValue<string>());
        var kept = _simulator.Requests.Snapshot();
        Assert.Equal(["/nowhere/x%2Fy?q=in-the-query", "/echo/last"], kept.Select(r => r.RawTarget));
        Assert.All(["in-the-query", "in-the-body", "in-a-header", "X-One"], text => Assert.True(kept[0].Contains(text)));
        Assert.False(kept[0].Contains("/echo/last"));
        Assert.Equal("in-a-header", kept[0].Header("x-one"));
        Assert.Equal(14, kept[0].BodyBytes);

        var wire = (await _http.GetJsonAsync("/_sim/requests?path=/echo"))[0]!;
        Assert.Equal("/echo/last", wire["path"]!.GetValue<string>());
        Assert.Contains("""{"key":"Content-Type","value":"application/json; charset=utf-8"}""", wire["headers"]!.ToJsonString(), StringComparison.Ordinal);
        using var clear = await _http.DeleteAsync("/_sim/requests", TestContext.Current.CancellationToken);
        Assert.Empty(_simulator.Requests.Snapshot());
    }

    private async Task<HttpStatusCode> PutAsync(string path, string json)
    {
        using var response = await _http.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
