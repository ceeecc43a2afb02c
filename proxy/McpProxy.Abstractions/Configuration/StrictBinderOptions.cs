using System.Text.Json;
using McpProxy.Configuration.Binding;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>What a binding needs to know beside the section itself. Immutable.</summary>
public sealed record StrictBinderOptions
{
    /// <summary>The defaults: literal secrets refused, the process's environment, JSON rebuilt from flat keys.</summary>
    public static StrictBinderOptions Default { get; } = new();

    /// <summary>Whether a <see cref="Secret"/> may stand in the configuration as clear text. True in Development only. Default false.</summary>
    public bool AllowLiteralSecrets { get; init; }

    /// <summary>
    /// The JSON text behind a configuration path as it stands in the file it came from, or null when that is not known;
    /// then properties of type <see cref="JsonElement"/> are rebuilt from the flat keys. Default: not known.
    /// </summary>
    public Func<string, JsonElement?>? RawJson { get; init; }

    /// <summary>Reads an environment variable for a <c>env:NAME</c> secret. Default <see cref="Environment.GetEnvironmentVariable(string)"/>.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Whether there is anything below a section.</summary>
    internal static bool HasChildren(IConfigurationSection section) => section is IJsonSection own ? own.HasChildren : section.GetChildren().Any();

    /// <summary>The JSON behind a section, as <see cref="RawJson"/> has it.</summary>
    internal JsonElement? JsonOf(IConfigurationSection section) => RawJson is null ? null : section is IJsonSection own ? own.TakeJson() : RawJson(section.Path);
}
