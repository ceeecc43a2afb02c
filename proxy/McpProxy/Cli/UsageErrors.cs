using System.CommandLine;
using McpProxy.Configuration;

namespace McpProxy.Host.Cli;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    public static void Write(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [{ } token, ..])
        {
            // What follows an unknown option is mostly its value; one mistake is reported at a time.
            error.WriteLine($"mcpproxy: {Describe(token, command)}");
        }
        else
        {
            foreach (var problem in parsed.Errors)
            {
                error.WriteLine($"mcpproxy: {problem.Message}");
            }
        }

        error.WriteLine($"Run '{PathOf(command)} --help' to see what is possible.");
    }

    private static string Describe(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var known = isOption ? OptionsOf(command) : command.Subcommands.Select(c => c.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        var nearest = NearestName.Find(token, known);
        return $"unknown {kind} '{OneLine.Echo(token)}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}";
    }

    private static IEnumerable<string> OptionsOf(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive);
        return command.Options.Concat(inherited).Select(o => o.Name);
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "mcpproxy";
}
