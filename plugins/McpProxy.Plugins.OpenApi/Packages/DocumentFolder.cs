using System.Diagnostics.CodeAnalysis;
using McpProxy.Plugins.OpenApi.Sidecars;

namespace McpProxy.Plugins.OpenApi.Packages;

/// <summary>A folder of documents as it was when it was looked at.</summary>
internal sealed class DocumentFolder
{
    private readonly HashSet<string> _files;
    private readonly Dictionary<string, string> _stems = new(StringComparer.OrdinalIgnoreCase);

    private DocumentFolder(string path)
    {
        Path = path;
        var files = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).ToList();
        _files = [.. files];
        Documents = [.. files.Where(IsDocument)];
        foreach (var document in Documents)
        {
            _stems.TryAdd(StemOf(document), StemOf(document));
        }
    }

    public string Path { get; }

    /// <summary>Files that may be documents, in order.</summary>
    public IReadOnlyList<string> Documents { get; }

    /// <summary>Where it says which documents there are; there need be none.</summary>
    public string PackagesPath => System.IO.Path.Combine(Path, PackageFile.Name);

    public bool HasPackages => _files.Contains(PackagesPath);

    public static DocumentFolder Read(string path) => new(path);

    /// <summary>The name by which a document is chosen: that of its file, without extension.</summary>
    public static string StemOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>Finds a document by its name, whatever the case.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out string? stem) => _stems.TryGetValue(name, out stem);

    private static bool IsDocument(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() is ".json" or ".yaml" or ".yml"
        && !System.IO.Path.GetFileName(path).Equals(PackageFile.Name, StringComparison.OrdinalIgnoreCase)
        && !SidecarFiles.IsSidecar(path);
}
