using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Configuration;

/// <summary>Registers presets: for a plugin's own sections and for those of others, whether these are there or not.</summary>
public static class PresetBuilderExtensions
{
    private const string Folder = "Presets/";
    private const string Extension = ".json";

    /// <summary>Registers one preset. The same one twice is harmless; two of one name are an error when a section names them.</summary>
    /// <param name="builder">The builder a plugin was given.</param>
    /// <param name="section">The key of the section, e.g. <c>HeaderInject</c>.</param>
    /// <param name="name">The name of the preset.</param>
    /// <param name="json">A JSON object with the keys of the section's options.</param>
    public static IMcpProxyBuilder AddPreset(this IMcpProxyBuilder builder, string section, string name, string json)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(section);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(json);
        var preset = new SectionPreset(section, name, json);
        if (!builder.Services.Any(d => !d.IsKeyedService && preset.Equals(d.ImplementationInstance)))
        {
            builder.Services.AddSingleton(preset);
        }

        return builder;
    }

    /// <summary>
    /// Registers all presets that are embedded in an assembly as <c>Presets/{section}/{name}.json</c>:
    /// <c>&lt;EmbeddedResource Include="Presets/**/*.json" LogicalName="Presets/%(RecursiveDir)%(Filename)%(Extension)" /&gt;</c>.
    /// </summary>
    /// <param name="builder">The builder a plugin was given.</param>
    /// <param name="assembly">The plugin's assembly.</param>
    public static IMcpProxyBuilder AddPresets(this IMcpProxyBuilder builder, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (resource.StartsWith(Folder, StringComparison.Ordinal) && resource.EndsWith(Extension, StringComparison.Ordinal)
                && resource[Folder.Length..^Extension.Length].Split('/', '\\') is [var section, var name])
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                builder.AddPreset(section, name, reader.ReadToEnd());
            }
        }

        return builder;
    }
}
