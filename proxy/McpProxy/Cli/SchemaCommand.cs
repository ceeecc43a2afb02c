using System.CommandLine;
using System.Text;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Presets;
using McpProxy.Configuration.Schema;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy schema</c>.</summary>
internal sealed class SchemaCommand : Verb
{
    private readonly CommonOptions _common;

    public SchemaCommand(CommonOptions common)
        : base("schema", "Print the JSON Schema of configuration files, with the options of all plugins.") => _common = common;

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy schema > mcpproxy.schema.json", "mcpproxy schema --config my.json > mcpproxy.schema.json      with the plugins my.json names"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenForPluginsAsync(_common.Settings(parsed));
        using var schema = new MemoryStream();
        ConfigSchemaWriter.Write(schema, host.Services.GetServices<ISectionDescriptor>().Concat(host.Services.GetServices<IConfigurationImporter>()), host.Services.GetRequiredService<PresetCatalog>());
        await console.Output.WriteAsync(Encoding.UTF8.GetString(schema.ToArray()));
        return ExitCodes.Ok;
    }
}
