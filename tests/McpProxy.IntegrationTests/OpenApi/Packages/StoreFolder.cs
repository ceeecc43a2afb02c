using Microsoft.AspNetCore.Builder;

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
    public static Task<ApiHost> StartAsync(string options = "", params (string Name, string Text)[] more) => StartWithAsync(Configuration(options), more);

    /// <summary>Starts it with a configuration.</summary>
    public static Task<ApiHost> StartWithAsync(string configuration, (string Name, string Text)[] more, Action<WebApplicationBuilder>? configure = null) =>
        ApiHost.StartWithAsync(configuration, [.. Files, .. more], configure);

    /// <summary>The configuration.</summary>
    /// <param name="options">More members of <c>Mcp:OpenApi:shop</c>.</param>
    /// <param name="mcp">More members of <c>Mcp</c>.</param>
    /// <param name="proxy">Members of <c>McpProxy</c>.</param>
    public static string Configuration(string options = "", string mcp = "", string proxy = "") => $$"""
        {
          "Mcp": { {{(mcp.Length > 0 ? mcp + "," : "")}} "OpenApi": { "shop": { "Document": "store", "Cluster": "upstream" {{(options.Length > 0 ? "," + options : "")}} } } }
          {{(proxy.Length > 0 ? $", \"McpProxy\": {{ {proxy} }}" : "")}}
        }
        """;
}
