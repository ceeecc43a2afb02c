namespace McpProxy.Plugins.OpenApi;

/// <summary>A document that is to be imported.</summary>
/// <param name="Path">Its absolute path, or its URL.</param>
/// <param name="Folder">The folder that its references must stay in; null when it came over the network.</param>
/// <param name="Prefix">Stands before the names of its tools; may be empty.</param>
internal sealed record DocumentFile(string Path, string? Folder, string Prefix)
{
    /// <summary>What operators know it by.</summary>
    public string Name => Folder is null ? Path : System.IO.Path.GetFileName(Path);
}
