using AdsSimulator;
using AdsSimulator.Access;
using AdsSimulator.Control;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class HostingTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task StartAsync_HostHasUrlsInItsEnvironment_ListensOnlyWhereItsOwnOptionsSay()
    {
        const string Name = "ASPNETCORE_URLS";
        var before = Environment.GetEnvironmentVariable(Name);
        Environment.SetEnvironmentVariable(Name, "http://192.0.2.1:1");
        try
        {
            await using var simulator = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal("127.0.0.1", simulator.BaseAddress.Host);
            Assert.NotEqual(0, simulator.BaseAddress.Port);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, before);
        }
    }

    [Fact]
    public async Task StartAsync_Twice_RunsTwoIndependentSimulators()
    {
        await using var other = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(fixture.Simulator.BaseAddress, other.BaseAddress);
        Assert.Equal(0, other.Stats.Snapshot().Total.Requests);
    }

    [Fact]
    public async Task DisposeAsync_RequestIsDelayed_DoesNotWaitForIt()
    {
        var simulator = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = simulator.BaseAddress };
        var request = client.GetAsync("/fault/delay-ms=600000/echo/x", TestContext.Current.CancellationToken);
        await simulator.Stats.WaitUntilAsync(s => s.Total.InFlight == 1, TestContext.Current.CancellationToken);

        await simulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Theory]
    [InlineData("/whoami", "na")]
    [InlineData("/eu/whoami", "eu")]
    [InlineData("/FE/whoami", "fe")]
    public async Task Region_ByPathPrefix_TellsItselfApart(string path, string region)
    {
        using var response = await fixture.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(region, Assert.Single(response.Headers.GetValues("X-Simulator-Region")));
        Assert.Contains($"\"region\":\"{region}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Region_ByItsOwnAddress_TellsItselfApart()
    {
        var address = fixture.Simulator.AddressOf("eu");
        var europe = await fixture.Client.GetJsonAsync(new Uri(address, "whoami").ToString());

        Assert.NotEqual(fixture.Simulator.BaseAddress.Port, address.Port);
        Assert.Equal("eu", europe["region"]!.GetValue<string>());
        Assert.Equal($"{fixture.Simulator.BaseAddress}fe/", fixture.Simulator.AddressOf("fe").ToString());
    }

    [Theory]
    [InlineData("--region", "xx", "Unknown region 'xx': use na, eu or fe.")]
    [InlineData("--urls", "https://127.0.0.1:1", "Cannot listen on 'https://127.0.0.1:1': write it as http://ADDRESS:PORT.")]
    [InlineData("--colour", "red", "Unknown argument --colour.")]
    [InlineData("--listen", "http://127.0.0.1:1", "--listen http://127.0.0.1:1: write it as REGION=URL, for example eu=http://127.0.0.1:8901.")]
    public void Create_BadArgument_SaysWhatIsWrong(string name, string value, string message)
    {
        var error = Assert.Throws<FormatException>(() => SimulatorApp.Create([name, value]));

        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData(true, "--require-tokens", "--urls", "http://127.0.0.1:0")]
    [InlineData(false, "--urls", "http://127.0.0.1:0")]
    public async Task Create_RequireTokens_IsOffUnlessAskedFor(bool expected, params string[] args)
    {
        await using var app = SimulatorApp.Create(args);

        Assert.Equal(expected, app.Services.GetRequiredService<Live<AdsSettings>>().Current.RequireTokens);
    }

    [Fact]
    public async Task Stats_CallerLeaves_CountsTheCancellationUntilReset()
    {
        await using var simulator = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = simulator.BaseAddress };
        const string Path = "/fault/delay-ms=600000/echo/x";
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var request = client.GetAsync(Path, leave.Token);
        await simulator.Stats.WaitUntilAsync(s => s.Of(Path).InFlight == 1, TestContext.Current.CancellationToken);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await simulator.Stats.WaitUntilAsync(s => s.Of(Path) is { InFlight: 0, CancelledByCaller: 1 }, TestContext.Current.CancellationToken);

        var wire = await client.GetJsonAsync("/stats");
        Assert.Equal("""{"requests":1,"inFlight":0,"cancelledByCaller":1}""", wire["total"]!.ToJsonString());
        using var reset = await client.DeleteAsync("/stats", TestContext.Current.CancellationToken);
        Assert.Equal("""{"total":{"requests":0,"inFlight":0,"cancelledByCaller":0},"paths":{}}""", (await client.GetJsonAsync("/stats")).ToJsonString());
    }
}
