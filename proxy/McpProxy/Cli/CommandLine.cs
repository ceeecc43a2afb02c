using System.CommandLine;
using System.CommandLine.Invocation;

namespace McpProxy.Host.Cli;

/// <summary>The command line: what was typed becomes a verb that runs, help, or a usage error.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootVerb();
        // No response files: --args @FILE is ours.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            UsageErrors.Write(parsed, error);
            return ExitCodes.Usage;
        }

        // Verbs that run long have signal handling of their own, with a drain that is longer than System.CommandLine would wait.
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
