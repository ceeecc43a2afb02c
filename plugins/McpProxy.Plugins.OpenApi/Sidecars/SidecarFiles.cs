namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>Files that lie beside a document, and say more about it: <c>X.transform.json</c> beside <c>X.json</c>.</summary>
internal static class SidecarFiles
{
    public const string Transform = ".transform.json";
    public const string Manifest = ".manifest.json";
    public const string Media = ".media.json";

    private const string Overlays = "overlays";

    private static readonly string[] Endings = [Transform, Manifest, Media];

    /// <summary>Whether a file is one, by its name: it is never taken for a document.</summary>
    public static bool IsSidecar(string path) => Array.Exists(Endings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the overlay of a document is.</summary>
    public static string OverlayOf(string document) => Path.Combine(Path.GetDirectoryName(document)!, Overlays, Path.GetFileNameWithoutExtension(document) + ".json");

    /// <summary>What operators know a file by.</summary>
    public static string NameOf(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)) == Overlays ? $"{Overlays}/{Path.GetFileName(path)}" : Path.GetFileName(path);
}
