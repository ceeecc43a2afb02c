using System.CommandLine;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Presets;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy presets [SECTION [NAME]]</c>.</summary>
internal sealed class PresetsCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly Argument<string?> _section = new("SECTION") { Description = "A section below McpProxy, such as HeaderInject.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _name = new("NAME") { Description = "A preset of the section, which is printed.", Arity = ArgumentArity.ZeroOrOne };

    public PresetsCommand(CommonOptions common)
        : base("presets", "List the presets that sections can name with \"Preset\", or print one.")
    {
        _common = common;
        Add(_section);
        Add(_name);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy presets", "mcpproxy presets HeaderInject", "mcpproxy presets HeaderInject amazon-ads"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenForPluginsAsync(_common.Settings(parsed));
        var presets = host.Services.GetRequiredService<PresetCatalog>();
        var section = parsed.GetValue(_section);
        if (section is not null && presets.Of(section).Count == 0)
        {
            return Refuse(console, $"there is no preset for a section '{OneLine.Echo(section)}'", section, presets.Sections);
        }

        if (parsed.GetValue(_name) is not { } name)
        {
            List(console, section is null ? presets.Sections.SelectMany(presets.Of) : presets.Of(section), parsed.GetValue(_common.Json));
            return ExitCodes.Ok;
        }

        if (presets.Find(section!, name) is not [{ } preset, ..])
        {
            return Refuse(console, $"{section} has no preset '{OneLine.Echo(name)}'", name, presets.Of(section!).Select(p => p.Name));
        }

        // As it is: its comments say what an operator has to know.
        console.Output.WriteLine(preset.Json.Trim());
        return ExitCodes.Ok;
    }

    private static void List(CliConsole console, IEnumerable<SectionPreset> presets, bool json)
    {
        if (json)
        {
            console.WriteJson(writer => Write(writer, presets));
            return;
        }

        console.WriteTable([["SECTION", "PRESET"], .. presets.Select(p => new[] { p.Section, p.Name })]);
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<SectionPreset> presets)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("presets");
        foreach (var preset in presets)
        {
            writer.WriteStartObject();
            writer.WriteString("section", preset.Section);
            writer.WriteString("name", preset.Name);
            writer.WritePropertyName("options");
            using var options = JsonDocument.Parse(preset.Json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            options.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static int Refuse(CliConsole console, string what, string name, IEnumerable<string> known)
    {
        var hint = NearestName.Find(name, known) is { } near ? $"Did you mean '{near}'?" : known.Any() ? $"There are: {string.Join(", ", known)}." : "None is registered.";
        console.Error.WriteLine($"mcpproxy: {what}. {hint}");
        return ExitCodes.Usage;
    }
}
