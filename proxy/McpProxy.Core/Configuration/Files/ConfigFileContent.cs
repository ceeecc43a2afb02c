using System.Text.Json;

namespace McpProxy.Configuration.Files;

/// <summary>What was read from one JSON file.</summary>
/// <param name="Root">Its root object, or null when it could not be read or is not one.</param>
/// <param name="Errors">Its mistakes. With a root they are about duplicate keys.</param>
/// <param name="SameButForCase">
/// The mistakes that keys would be which differ from an earlier one of their object in case only: legal inside verbatim JSON,
/// wrong everywhere else.
/// </param>
internal sealed record ConfigFileContent(JsonElement? Root, IReadOnlyList<ConfigError> Errors, IReadOnlyList<ConfigError> SameButForCase)
{
    public static ConfigFileContent Empty { get; } = new(null, [], []);

    public static ConfigFileContent Failed(ConfigError error) => new(null, [error], []);
}
