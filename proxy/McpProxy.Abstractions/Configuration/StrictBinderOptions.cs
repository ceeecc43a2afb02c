using System.Text.Json;

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
}
