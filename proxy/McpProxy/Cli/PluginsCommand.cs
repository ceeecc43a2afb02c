using System.CommandLine;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Presets;
using McpProxy.Configuration.Schema;
using McpProxy.Host.Hosting;
using McpProxy.Host.Plugins;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy plugins</c>.</summary>
internal sealed class PluginsCommand : Verb
{
    private readonly CommonOptions _common;

    public PluginsCommand(CommonOptions common)
        : base("plugins", "List the plugins, built in and from folders, with the sections of the configuration they read; --json adds their JSON Schema.")
    {
        _common = common;
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy plugins", "McpProxy__Plugins__0=./plugins/acme mcpproxy plugins", "mcpproxy plugins --json | jq '.plugins[].sections'"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenForPluginsAsync(_common.Settings(parsed));
        var descriptors = host.Services.GetServices<ISectionDescriptor>().Concat(host.Services.GetServices<IConfigurationImporter>()).ToList();
        var presets = host.Services.GetRequiredService<PresetCatalog>();
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer => WriteJson(writer, host.Plugins, descriptors, presets));
            return ExitCodes.Ok;
        }

        foreach (var plugin in host.Plugins.Entries)
        {
            console.Output.WriteLine($"{plugin.Name} {plugin.Version} ({plugin.Folder ?? "built in"})");
            console.Output.WriteLine($"  {plugin.Description}");
            foreach (var section in SectionsOf(plugin, descriptors))
            {
                WriteSection(console, section, presets.Of(section.Key));
            }
        }

        return ExitCodes.Ok;
    }

    /// <summary>Sections whose options are types of the plugin's assembly.</summary>
    private static IEnumerable<ISectionDescriptor> SectionsOf(PluginEntry plugin, IEnumerable<ISectionDescriptor> descriptors) =>
        descriptors.Where(d => d.OptionsType.Assembly == plugin.Assembly).OrderBy(d => d.Key, StringComparer.Ordinal);

    private static void WriteJson(Utf8JsonWriter writer, PluginSet plugins, IReadOnlyList<ISectionDescriptor> descriptors, PresetCatalog presets)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("plugins");
        foreach (var plugin in plugins.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("name", plugin.Name);
            writer.WriteString("version", plugin.Version);
            writer.WriteString("description", plugin.Description);
            writer.WriteString("assembly", plugin.Assembly.GetName().Name);
            writer.WriteString("folder", plugin.Folder);
            writer.WriteStartArray("sections");
            foreach (var section in SectionsOf(plugin, descriptors))
            {
                WriteSection(writer, section, presets.Of(section.Key));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string RootOf(ISectionDescriptor section) => section is IConfigurationImporter ? "Mcp" : "McpProxy";

    private static void WriteSection(CliConsole console, ISectionDescriptor section, IReadOnlyList<SectionPreset> presets)
    {
        console.Output.WriteLine();
        console.Output.WriteLine($"  {RootOf(section)}:{section.Key}{(section.IsMap ? ":{name}" : "")}");
        console.Output.WriteLine($"    {section.Description}");
        foreach (var (key, schema) in new SchemaDefinitions(new XmlDocumentation()).Properties(section.OptionsType))
        {
            console.Output.WriteLine($"    {key}: {schema?["description"]}");
        }

        if (presets.Count > 0)
        {
            console.Output.WriteLine($"    {PresetLayer.Key}: {string.Join(", ", presets.Select(p => p.Name))}");
        }
    }

    private static void WriteSection(Utf8JsonWriter writer, ISectionDescriptor section, IReadOnlyList<SectionPreset> presets)
    {
        var definitions = new SchemaDefinitions(new XmlDocumentation());
        definitions.OfMap(section.OptionsType, presets);
        var schema = definitions.Reference(section.OptionsType);
        schema["$defs"] = definitions.ToJson();
        writer.WriteStartObject();
        writer.WriteString("root", RootOf(section));
        writer.WriteString("key", section.Key);
        writer.WriteString("description", section.Description);
        writer.WriteBoolean("isMap", section.IsMap);
        writer.WriteStartArray("presets");
        foreach (var preset in presets)
        {
            writer.WriteStringValue(preset.Name);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("schema");
        schema.WriteTo(writer);
        writer.WriteEndObject();
    }
}
