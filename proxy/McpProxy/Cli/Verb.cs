using System.CommandLine;
using McpProxy.Configuration;
using McpProxy.Lifecycle;

namespace McpProxy.Host.Cli;

/// <summary>A command that does something: an edge at which every failure becomes a message and an exit code.</summary>
internal abstract class Verb : Command, IExamples
{
    protected Verb(string name, string description)
        : base(name, description) => SetAction(RunGuardedAsync);

    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Also the action of the root command for the verb that is the default.</summary>
    public async Task<int> RunGuardedAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var console = new CliConsole(parsed);
        try
        {
            return await RunAsync(parsed, console, cancellationToken);
        }
        catch (InvalidConfigurationException e)
        {
            WriteMistakes(parsed, console, e.Errors);
            return ExitCodes.InvalidConfiguration;
        }
        catch (LifecyclePartException e)
        {
            await console.Error.WriteLineAsync($"mcpproxy: {e.Message}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            // A fault of ours, or of a plugin: whoever reports it needs all of it.
            await console.Error.WriteLineAsync($"mcpproxy: {e.GetBaseException().Message}{Environment.NewLine}{e}");
            return ExitCodes.Failed;
        }
    }

    protected abstract Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken);

    /// <summary>Reports an invalid configuration. Default: one line per mistake on standard error.</summary>
    protected virtual void WriteMistakes(ParseResult parsed, CliConsole console, IReadOnlyList<ConfigError> errors)
    {
        console.Error.WriteLine($"The configuration has {errors.Count} mistake{(errors.Count == 1 ? "" : "s")}:");
        foreach (var error in errors)
        {
            console.Error.WriteLine($"  {error}");
        }
    }
}
