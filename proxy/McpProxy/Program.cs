using McpProxy.Host.Cli;

namespace McpProxy.Host;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Console.Out, Console.Error);
}
