using System.CommandLine;
using System.Globalization;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Bridge;

namespace McpProxy.Host.Cli;

/// <summary><c>--connect</c> and the options that go with it: what makes <c>mcpproxy stdio</c> a bridge.</summary>
internal sealed class ConnectOptions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly Option<string?> _connect = new("--connect") { Description = "Serve nothing of your own: carry every message to the MCP server at this URL.", HelpName = "URL" };

    private readonly Option<string[]> _headers = new("--header")
    {
        Description = "With --connect: sent with every request. May be repeated. Credentials are references: env:NAME or file:/path.",
        HelpName = "\"NAME: VALUE\"",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = $"With --connect: longest silence of the server while it works on an answer, in seconds. Default {DefaultTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)}.",
        HelpName = "SECONDS",
    };

    public ConnectOptions(Command command, CommonOptions common)
    {
        command.Add(_connect);
        command.Add(_headers);
        command.Add(_timeout);
        command.Validators.Add(result =>
        {
            var problem = result.GetResult(_connect) is null
                ? CheckUnused(result.GetResult(_headers) is not null, result.GetResult(_timeout) is not null)
                : Check(result.GetValue(_connect), result.GetValue(_headers) ?? [], result.GetValue(_timeout), result.GetResult(common.Toolset) is not null, result.GetValue(common.Config) is { Length: > 0 });
            if (problem is not null)
            {
                result.AddError(problem);
            }
        });
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_connect) is not null;

    /// <summary>Runs the bridge.</summary>
    public async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var options = Read(parsed);
        var configuration = new ConfigurationManager();
        ConfigLayers.AddWithoutFilesTo(configuration);
        using var loggers = LoggerFactory.Create(logging => LogSetup.Configure(logging, configuration, HostMode.Stdio));
        if (options.Headers.Count > 0 && options.Endpoint.Scheme == Uri.UriSchemeHttp && !options.Endpoint.IsLoopback)
        {
            await console.Error.WriteLineAsync($"mcpproxy: warning: {options.Name} is not encrypted: everybody on the way can read the headers.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new TerminationSignals(_ => stop.Cancel());
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        var unreachable = await new StdioBridge(options, TimeProvider.System, loggers.CreateLogger<StdioBridge>()).RunAsync(input, output, stop.Token);
        if (unreachable is null)
        {
            return ExitCodes.Ok;
        }

        await console.Error.WriteLineAsync($"mcpproxy: {options.Name} could not be reached: {unreachable}");
        return ExitCodes.Failed;
    }

    private BridgeOptions Read(ParseResult parsed)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var text in parsed.GetValue(_headers) ?? [])
        {
            // A file that was there a moment ago can be gone.
            headers.Add(BridgeHeader.TryParse(text, out var header, out var problem) ? header : throw new IOException(problem));
        }

        return new BridgeOptions
        {
            Endpoint = new Uri(parsed.GetRequiredValue(_connect)!),
            Headers = headers,
            Timeout = parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultTimeout,
        };
    }

    private static string? CheckUnused(bool hasHeaders, bool hasTimeout) =>
        hasHeaders ? "--header goes with --connect." : hasTimeout ? "--timeout goes with --connect." : null;

    private static string? Check(string? url, string[] headers, double? timeout, bool hasToolset, bool hasConfig)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Host.Length == 0)
        {
            return $"'{url}' is no address of a server. Write e.g. https://example.com/mcp.";
        }

        if (endpoint.UserInfo.Length > 0)
        {
            return "A credential does not belong into the URL. Write --header \"Authorization: env:NAME\".";
        }

        if (hasConfig || hasToolset)
        {
            return $"--connect carries messages to another server: {(hasConfig ? "--config" : "--toolset")} has no meaning with it.";
        }

        if (timeout is not (null or (> 0 and <= 86400)))
        {
            return $"--timeout must be more than 0 and at most 86400 seconds, not {timeout.Value.ToString(CultureInfo.InvariantCulture)}.";
        }

        foreach (var header in headers)
        {
            if (!BridgeHeader.TryParse(header, out _, out var problem))
            {
                return problem;
            }
        }

        return null;
    }
}
