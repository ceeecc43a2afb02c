namespace McpProxy.IntegrationTests.OpenApi.Packages;

/// <summary>A proxy in front of a folder of our own with <c>packages.json</c> and sidecars.</summary>
internal static class StoreFolder
{
    /// <summary>The files, to be written below <c>store/</c>.</summary>
    public static (string Name, string Text)[] Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(SomeDocument.Folder, "store"), "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(SomeDocument.Folder, f).Replace('\\', '/'), File.ReadAllText(f)))];

    /// <summary>Starts it.</summary>
    /// <param name="options">More members of <c>Mcp:OpenApi:shop</c>.</param>
    /// <param name="more">Other files, also instead of those of the folder.</param>
    public static Task<ApiHost> StartAsync(string options = "", params (string Name, string Text)[] more) =>
        ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "shop": { "Document": "store", "Cluster": "upstream" {{(options.Length > 0 ? "," + options : "")}} } } } }""", [.. Files, .. more]);
}
