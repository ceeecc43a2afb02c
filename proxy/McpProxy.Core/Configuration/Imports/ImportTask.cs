namespace McpProxy.Configuration.Imports;

/// <summary>One import that a configuration asks for.</summary>
/// <param name="Path">Its configuration path: that of the section, or of the tool that refers to an entry.</param>
/// <param name="Importer">Who makes it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Reference">What the tool refers to; null for a section.</param>
/// <param name="Fingerprint">Tells whether options or reference have changed.</param>
internal sealed record ImportTask(string Path, IConfigurationImporter Importer, object Options, string? Reference, string Fingerprint)
{
    /// <summary>Name of the import or of the tool.</summary>
    public string Name => Path[(Path.LastIndexOf(':') + 1)..];
}
