using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy keys hash</c>: reads a key, so that it stands in no shell history, and prints its hash.</summary>
internal sealed class KeysHashCommand() : Verb("hash", "Read an API key from standard input, and print its hash for the configuration.")
{
    public override IReadOnlyList<string> Examples { get; } = ["mcpproxy keys hash < key.txt", "pbpaste | mcpproxy keys hash"];

    /// <summary>A key as the configuration holds it.</summary>
    public static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var key = await Console.In.ReadLineAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(key))
        {
            await console.Error.WriteLineAsync("mcpproxy: there is no key on standard input.");
            return ExitCodes.Usage;
        }

        await console.Output.WriteLineAsync(HashOf(key.Trim()));
        return ExitCodes.Ok;
    }
}
