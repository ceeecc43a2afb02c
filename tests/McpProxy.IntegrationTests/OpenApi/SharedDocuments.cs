namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Real documents that lie beside the repository where they may be had: <c>../shared/data/openapi</c>.</summary>
internal static class SharedDocuments
{
    public static readonly string[] Names = ["AccountsProfiles", "AMCWorkflow", "ExportsSnapshots"];

    /// <summary>Their folder; skips the test where there is none.</summary>
    public static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "McpProxy.sln")))
        {
            root = root.Parent;
        }

        var folder = Path.GetFullPath(Path.Combine(root!.FullName, "..", "shared", "data", "openapi"));
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is absent: real documents are not part of the repository.");
        return folder;
    }
}
