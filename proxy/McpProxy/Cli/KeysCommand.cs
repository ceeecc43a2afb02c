using System.CommandLine;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy keys</c>: API keys for <c>McpProxy:Authentication</c>.</summary>
internal sealed class KeysCommand : Command, IExamples
{
    public KeysCommand()
        : base("keys", "Make API keys, and hash them for the configuration.")
    {
        Add(new KeysNewCommand());
        Add(new KeysHashCommand());
    }

    public IReadOnlyList<string> Examples { get; } = ["mcpproxy keys new", "mcpproxy keys hash < key.txt"];
}
