using System.CommandLine;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli;

/// <summary>Options that several verbs share, and what they come to.</summary>
internal sealed class CommonOptions
{
    public Option<string[]> Config { get; } = CreateConfig();

    public Option<string?> Urls { get; } = CreateUrls();

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON for machines." };

    public Option<string?> Toolset { get; } = new("--toolset") { Description = "Only the tools of this toolset.", HelpName = "NAME" };

    public HostSettings Settings(ParseResult parsed) => new(parsed.GetValue(Config) ?? [], parsed.GetValue(Urls));

    private static Option<string[]> CreateConfig()
    {
        var config = new Option<string[]>("--config")
        {
            Description = "A configuration file. May be repeated: later files are laid over earlier ones. Without it the sample configuration is used.",
            HelpName = "FILE",
            Recursive = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        config.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
            {
                result.AddError("--config needs the name of a file; leave it out for the sample configuration.");
            }
        });
        return config;
    }

    private static Option<string?> CreateUrls()
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"Where to listen, separated by semicolons; port 0 picks a free one. Default {ConfigLayers.DefaultUrls}.",
            HelpName = "URLS",
        };
        urls.Validators.Add(result =>
        {
            foreach (var url in (result.GetValueOrDefault<string?>() ?? "").Split(';', StringSplitOptions.TrimEntries))
            {
                if (ListenAddress.Problem(url) is { } problem)
                {
                    result.AddError(problem);
                }
            }
        });
        return urls;
    }
}
