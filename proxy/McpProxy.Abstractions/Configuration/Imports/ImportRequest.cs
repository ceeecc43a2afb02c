using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Imports;

/// <summary>What an importer is asked for.</summary>
/// <param name="Path">The configuration path, e.g. <c>Mcp:OpenApi:petstore</c>; mistakes belong at or below it.</param>
/// <param name="Name">Its last key: the name of the import, or of the tool.</param>
/// <param name="Options">The bound options, of the importer's type; its defaults for a tool that refers to an entry.</param>
/// <param name="Errors">Where mistakes go.</param>
public sealed record ImportRequest(string Path, string Name, object Options, ConfigErrors Errors)
{
    /// <summary>Everything that is configured, frozen, without what other importers give.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>The folder that relative file names at a configuration path start from; see <see cref="ICandidateConfiguration.FolderOf"/>.</summary>
    public required Func<string, string> FolderOf { get; init; }

    /// <summary>Whether the proxy's validator takes a <c>pattern</c> of a JSON Schema; a tool with another one could not be served.</summary>
    public Func<string, bool> IsPattern { get; init; } = _ => true;
}
