using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy keys new</c>: a random key to hand out, and what the configuration holds of it.</summary>
internal sealed class KeysNewCommand() : Verb("new", "Make a random API key, and print it with its hash.")
{
    private const int KeyBytes = 32;
    private const string Prefix = "mcp_";

    public override IReadOnlyList<string> Examples { get; } = ["mcpproxy keys new"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        await console.Output.WriteLineAsync(key);
        await console.Output.WriteLineAsync(KeysHashCommand.HashOf(key));
        await console.Error.WriteLineAsync("The first line goes to the caller and is shown only now; the second goes into McpProxy:Authentication:Schemes:{name}:Keys:{caller}:Hash.");
        return ExitCodes.Ok;
    }
}
