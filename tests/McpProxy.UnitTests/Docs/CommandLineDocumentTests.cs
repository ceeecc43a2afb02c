using System.CommandLine;
using McpProxy.Host.Cli;
using McpProxy.UnitTests.Architecture;

namespace McpProxy.UnitTests.Docs;

/// <summary>docs/cli.md knows every command and every option.</summary>
public sealed class CommandLineDocumentTests
{
    private static readonly string _document = Repository.Read("docs/cli.md");

    [Fact]
    public void Document_EveryCommand_HasASection() => Repository.AssertNone(
        Leaves(new RootVerb(), "mcpproxy").Select(c => c.Path).Where(path => !_document.Contains($"\n## {path}\n", StringComparison.Ordinal)),
        "Each command has a section in docs/cli.md.");

    [Fact]
    public void Document_EveryOption_IsNamed() => Repository.AssertNone(
        Leaves(new RootVerb(), "mcpproxy")
            .SelectMany(c => c.Command.Options.Select(o => o.Name))
            .Append("--config")
            .Distinct()
            .Where(option => !_document.Contains($"`{option}", StringComparison.Ordinal)),
        "Each option is named in docs/cli.md.");

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(c => Leaves(c, $"{path} {c.Name}"));
}
