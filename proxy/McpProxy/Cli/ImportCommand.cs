using System.CommandLine;
using McpProxy.Configuration.Imports;
using McpProxy.Host.Cli.Imports;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Wire;
using Yarp.ReverseProxy;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy import DOCUMENT</c>: writes the configuration that an OpenAPI document comes to.</summary>
internal sealed class ImportCommand : Verb
{
    /// <summary>Where a cluster is thought to be that the operator has configured elsewhere.</summary>
    private static readonly Uri _elsewhere = new("http://localhost/");

    private readonly CommonOptions _common;
    private readonly ImportOptions _options;
    private readonly Option<bool> _reference = new("--reference") { Description = "Print only the section that imports the document, and not what it comes to." };
    private readonly Option<string?> _output = new("--output") { Description = "The file to write, which must not exist. Without it the configuration is printed.", HelpName = "FILE" };

    public ImportCommand(CommonOptions common)
        : base("import", "Write the configuration that an OpenAPI document comes to: routes, clusters and tools. Exit code 0 when there is a tool, 1 when there is none, 3 when the document cannot be imported.")
    {
        _common = common;
        _options = new ImportOptions(this);
        Add(_reference);
        Add(_output);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy import petstore.yaml > my.json",
        "mcpproxy import petstore.yaml --address https://petstore.example.com --prefix pet",
        "mcpproxy import apis/ --cluster backend --config my.json --include \"GET /pets/*\" --exclude tag:internal",
        "mcpproxy import petstore.yaml --reference --output openapi.json",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var import = _options.Read(parsed);
        var output = parsed.GetValue(_output);
        if (output is not null && Path.Exists(output))
        {
            console.Error.WriteLine($"mcpproxy: '{output}' exists already; name another file, or remove it first.");
            return ExitCodes.Failed;
        }

        var files = parsed.GetValue(_common.Config) ?? [];
        var settings = new HostSettings(files) { Inline = JsonBytes.Write(writer => import.Write(writer, folder: null, files.Length == 0 ? _elsewhere : null)) };
        await using var host = await ProxyHost.OpenAsync(settings, HostMode.Inspect, cancellationToken);
        var report = host.Services.GetRequiredService<ImportLog>().Last.First(r => r.Path.Equals(import.Path, StringComparison.OrdinalIgnoreCase));
        var tools = report.Entries.Where(e => !e.IsSkipped).Select(e => e.Tool).ToHashSet();
        var tokens = ListedTool.Of(host, toolset: null, all: true)!.Where(t => tools.Contains(t.Name)).Sum(t => t.Tokens);
        var text = CliConsole.ToText(writer =>
        {
            if (parsed.GetValue(_reference))
            {
                import.Write(writer, FolderOf(output));
                return;
            }

            var proxy = host.Services.GetRequiredService<IProxyStateLookup>();
            new PlainConfiguration(report, id => proxy.TryGetRoute(id, out var route) ? route.Config : null, import.OwnCluster).Write(writer);
        });

        ImportSummary.Write(console.Error, import.Document, report, tokens);
        if (output is not null && !await TryWriteAsync(output, text, console, cancellationToken))
        {
            return ExitCodes.Failed;
        }

        Print(parsed, console, report, tokens, output is null ? text : null);
        return report.Imported > 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<bool> TryWriteAsync(string path, string text, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            await file.WriteAsync($"{text}\n".AsMemory(), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"mcpproxy: '{path}' cannot be written: {e.Message}");
            return false;
        }
    }

    private void Print(ParseResult parsed, CliConsole console, ImportReport report, int tokens, string? configuration)
    {
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer =>
            {
                writer.WriteStartObject();
                if (configuration is not null)
                {
                    writer.WritePropertyName("configuration"u8);
                    writer.WriteRawValue(configuration, skipInputValidation: true);
                }

                ImportSummary.Write(writer, report, tokens);
                writer.WriteEndObject();
            });
        }
        else if (configuration is not null)
        {
            console.Output.WriteLine(configuration);
        }
    }

    private static string FolderOf(string? output) =>
        output is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(output))!;
}
