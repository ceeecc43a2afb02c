using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace McpProxy.IntegrationTests.Cli;

public sealed class ShutdownTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sigterm_CallInFlight_IsFinishedAndTheExitCodeIs0()
    {
        await using var upstream = await GatedUpstream.StartAsync();
        var (process, address) = await RunAsync(upstream);
        await using var _ = process;
        var call = _http.GetStringAsync(new Uri(address, "slow"), TestContext.Current.CancellationToken);
        await upstream.Arrived;

        await process.TerminateAsync();
        await process.ErrorLineAsync(IsStopping);
        Assert.False(call.IsCompleted);
        upstream.Open();

        Assert.Equal("done", await call);
        Assert.Equal(0, await process.ExitAsync());
        AssertAllPhases(process);
    }

    [Fact]
    public async Task Sigterm_Twice_EndsAtOnceWith1()
    {
        await using var upstream = await GatedUpstream.StartAsync();
        var (process, address) = await RunAsync(upstream);
        await using var _ = process;
        var call = _http.GetAsync(new Uri(address, "slow"), TestContext.Current.CancellationToken);
        await upstream.Arrived;

        await process.TerminateAsync();
        await process.ErrorLineAsync(IsStopping);
        await process.TerminateAsync();

        Assert.Equal(1, await process.ExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Sigterm_CallLongerThanTheDrainTimeout_IsCutOffAndTheExitCodeIs0()
    {
        await using var upstream = await GatedUpstream.StartAsync();
        var (process, address) = await RunAsync(upstream, """{ "DrainTimeout": "00:00:01" }""");
        await using var _ = process;
        var call = _http.GetAsync(new Uri(address, "slow"), TestContext.Current.CancellationToken);
        await upstream.Arrived;

        await process.TerminateAsync();

        Assert.Equal(0, await process.ExitAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => call);
        AssertAllPhases(process);
    }

    [Fact]
    public async Task Sigterm_NoticeTime_AnswersNotReadyWhileConnectionsAreAccepted()
    {
        await using var upstream = await GatedUpstream.StartAsync();
        var (process, address) = await RunAsync(upstream, """{ "NoticeTime": "00:05:00" }""");
        await using var _ = process;

        await process.TerminateAsync();
        await process.ErrorLineAsync(IsStopping);

        using var fresh = new HttpClient();
        using var ready = await WaitForNotReadyAsync(fresh, new Uri(address, "health/ready"));
        var report = await ready.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(("not_ready", "drain"), (report.GetProperty("status").GetString(), report.GetProperty("phase").GetString()));
        Assert.Equal("shutdown", Assert.Single(report.GetProperty("reasons").EnumerateArray()).GetProperty("check").GetString());
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync(new Uri(address, "health/live"), TestContext.Current.CancellationToken)).StatusCode);

        await process.TerminateAsync();
        Assert.Equal(1, await process.ExitAsync());
    }

    private static void AssertAllPhases(CliProcess process) => Assert.Equal(
        ["registration; configuration", "startup; registration", "operation; startup", "drain; operation", "shutdown; drain"],
        process.Error.Where(l => l.Contains(" Phase ", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(" Phase ", StringComparison.Ordinal) + 7)..l.IndexOf(" took ", StringComparison.Ordinal)]));

    private static bool IsStopping(string line) => line.Contains("SIGTERM: stopping.", StringComparison.Ordinal);

    /// <summary>The log line is written just before readiness is withdrawn.</summary>
    private static async Task<HttpResponseMessage> WaitForNotReadyAsync(HttpClient http, Uri ready)
    {
        while (true)
        {
            var response = await http.GetAsync(ready, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private Task<(CliProcess Process, Uri Address)> RunAsync(GatedUpstream upstream, string shutdown = "{}") =>
        CliProcess.RunAsync(_folder.Path, ["--config", _folder.Write("proxy.json", upstream.Configuration(shutdown))]);
}
