namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Documents of our own, feature by feature.</summary>
internal static class SomeDocument
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "OpenApi", "Documents");

    public static (string Name, string Text) Read(string name) => (name, File.ReadAllText(Path.Combine(Folder, name)));
}
