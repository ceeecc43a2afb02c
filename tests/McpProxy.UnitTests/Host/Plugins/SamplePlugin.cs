using McpProxy.UnitTests.Architecture;

namespace McpProxy.UnitTests.Host.Plugins;

/// <summary>The build output of <c>samples/CustomPlugin</c>: a plugin folder as a third party would hand it over.</summary>
internal static class SamplePlugin
{
    /// <summary>Built in the same configuration as these tests: …/bin/Release/net10.0/</summary>
    public static string Folder { get; } = Path.Combine(
        Repository.Root, "samples", "CustomPlugin", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name);

    public static string Configuration(string? folder = null) => $$"""{ "McpProxy": { "Plugins": [ "{{folder ?? Folder}}" ] } }""";
}
