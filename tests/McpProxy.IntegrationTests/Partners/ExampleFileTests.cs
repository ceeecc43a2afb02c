using McpProxy.Host;
using McpProxy.Host.Cli;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>What holds for every file of <c>config/examples</c>.</summary>
public sealed class ExampleFileTests
{
    public static TheoryData<string> Names => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Validate_Example_IsValidInProduction(string name)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await CommandLine.RunAsync(["validate", "--config", ExampleFiles.PathOf(name)], output, error);

        Assert.True(exit == ExitCodes.Ok, error.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_Example_IsInTheTableWithItsVariables(string name)
    {
        var row = Assert.Single(File.ReadLines(Path.Combine(ExampleFiles.Folder, "README.md")), l => l.StartsWith($"| [{name}.json]({name}.json) |", StringComparison.Ordinal));

        var variables = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(ExampleFiles.PathOf(name)), "\"env:([A-Z0-9_]+)\"").Select(m => m.Groups[1].Value).ToHashSet();
        Assert.All(variables, v => Assert.Contains($"`{v}`", row, StringComparison.Ordinal));
        Assert.Equal(variables.Count, System.Text.RegularExpressions.Regex.Count(row, "`[A-Z][A-Z0-9_]+`"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Start_Example_IsReadyInFrontOfTheSimulator(string name)
    {
        await using var gateway = await ExampleGateway.StartAsync(name);

        using var ready = await gateway.SendAsync(Caller.Nobody, "/health/ready");

        Assert.True(ready.IsSuccessStatusCode);
    }
}
