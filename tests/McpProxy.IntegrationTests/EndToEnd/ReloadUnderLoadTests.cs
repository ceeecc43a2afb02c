using AdsSimulator;

namespace McpProxy.IntegrationTests.EndToEnd;

public sealed class ReloadUnderLoadTests
{
    private const int Reloads = 10;

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Reload_TenTimesUnderLoad_DropsNoRequestOnEitherDoor(string engine)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var simulator = await SimulatorApp.StartAsync(cancellationToken: cancellationToken);
        using var files = new GatewayFiles(simulator.BaseAddress, engine);
        await using var gateway = await RunningGateway.StartAsync(files);
        using var doors = new Doors(gateway.Address);
        var load = new LoadGenerator(doors);
        load.Start(cancellationToken);

        for (var revision = 1; revision <= Reloads; revision++)
        {
            await load.AnswerAsync(20, cancellationToken);
            files.WriteLayer(revision);
            await UntilRevisionAsync(doors, revision, cancellationToken);
        }

        await load.AnswerAsync(20, cancellationToken);
        var failures = await load.StopAsync();
        Assert.Empty(failures);
    }

    /// <summary>Asks again and again, as every request is load as well: the tool is listed, and both doors send the new header.</summary>
    private static async Task UntilRevisionAsync(Doors doors, int revision, CancellationToken cancellationToken)
    {
        var header = revision.ToString();
        while (true)
        {
            var tools = await doors.ListToolsAsync(cancellationToken);
            var http = (await doors.GetAsync("echo/revision", cancellationToken)).Header("X-Revision");
            var mcp = (await doors.CallAsync("echo", new() { ["message"] = "" }, cancellationToken))["structuredContent"]!.Header("X-Revision");
            if (tools.Contains(GatewayFiles.MarkerTool(revision)) && http == header && mcp == header)
            {
                Assert.DoesNotContain(GatewayFiles.MarkerTool(revision - 1), tools);
                return;
            }
        }
    }
}
