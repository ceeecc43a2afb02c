using System.CommandLine;
using McpProxy.Host.Cli;
using McpProxy.Lifecycle;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class VerbTests
{
    [Fact]
    public async Task Run_CriticalPartCannotStart_EndsWith1AndOneLine()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var verb = new FailingVerb(new LifecyclePartException("redis", new InvalidOperationException("Nobody answers.")));

        var exitCode = await verb.Parse([]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);

        Assert.Equal((1, "", "mcpproxy: 'redis' cannot start: Nobody answers.\n"), (exitCode, output.ToString(), error.ToString()));
    }

    private sealed class FailingVerb(Exception failure) : Verb("fail", "Fails.")
    {
        public override IReadOnlyList<string> Examples => [];

        protected override Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken) => throw failure;
    }
}
