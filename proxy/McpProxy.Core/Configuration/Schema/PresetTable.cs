using System.Globalization;
using System.Text;
using McpProxy.Configuration.Presets;

namespace McpProxy.Configuration.Schema;

/// <summary>Writes the presets of all sections as a Markdown table, for docs/configuration.md.</summary>
internal static class PresetTable
{
    public static string Of(PresetCatalog presets)
    {
        var text = new StringBuilder("| section | presets |\n|---|---|\n");
        foreach (var section in presets.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `McpProxy:{section}:{{name}}` | {string.Join(", ", presets.Of(section).Select(p => $"`{p.Name}`"))} |\n");
        }

        return text.ToString();
    }
}
