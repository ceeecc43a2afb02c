using McpProxy.IntegrationTests.Partners.Leaks;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>
/// Every example, used and abused, with everything logged at Trace: no secret in logs, metrics, spans, answers, health, state files, or
/// in what upstreams received, but for an access token in their <c>Authorization</c>.
/// </summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)] // Listens to all spans of the process.
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    public static TheoryData<string> Examples => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Scenario_EverythingThatLeavesTheProxy_HoldsNoSecret(string example)
    {
        var watch = new LeakWatch();
        using (var telemetry = new WatchedTelemetry(watch))
        {
            await using (var gateway = await ExampleGateway.StartAsync(example, watch: watch))
            {
                await ExampleScenarios.RunAsync(example, gateway);
            }

            Assert.True(telemetry.Spans > 10);
        }

        watch.AssertNoLeak();
        Assert.True(watch.Outputs > 200, $"Only {watch.Outputs} outputs were watched.");
    }

    /// <summary>The watch is only worth something when it finds what is there.</summary>
    [Theory]
    [InlineData("upstream said key:the+secret/of=somebody to us")]
    [InlineData("GET /x?token=key%3Athe%2Bsecret%2Fof%3Dsomebody")]
    [InlineData("Basic a2V5OnRoZStzZWNyZXQvb2Y9c29tZWJvZHk=")]
    [InlineData("only its part the+secret/of=somebody")]
    public void Watch_SecretInSomeForm_IsFound(string output)
    {
        var watch = new LeakWatch();
        watch.AddSecret("a token", "key:the+secret/of=somebody");
        watch.AddOutput("a log", "nothing of interest");
        Assert.Empty(watch.Find());

        watch.AddOutput("a log", output);

        Assert.StartsWith("a log: ", Assert.Single(watch.Find()), StringComparison.Ordinal);
    }
}
