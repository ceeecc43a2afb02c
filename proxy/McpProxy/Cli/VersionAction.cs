using System.CommandLine;
using System.CommandLine.Invocation;

namespace McpProxy.Host.Cli;

/// <summary><c>--version</c>: the same line as <c>mcpproxy version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(VersionInfo.Current);
        return ExitCodes.Ok;
    }
}
