namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Compiled documents in a folder: the same tools as without, and never those of another content.</summary>
public sealed class CacheTests
{
    private const string Options = "\"Cache\": \"cache\"";

    [Fact]
    public async Task Cache_AtTheSecondStart_GivesTheSameTools()
    {
        var documents = new[] { SomeDocument.Read("features-3.1.yaml"), SomeDocument.Read("parts/shared.yaml") };
        await using var first = await ApiHost.StartAsync(Options, documents);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.compiled.json"));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        // The cache is what is read: another word in it is another word in the tool.
        var told = text.Replace("Types may be lists.", "Taken from the cache.", StringComparison.Ordinal).Replace(first.Folder, "FOLDER", StringComparison.Ordinal);

        await using var second = await ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "features-3.1.yaml", "Cluster": "upstream", {{Options}} } } } }""",
            documents,
            before: folder => Put(folder, Path.GetFileName(file), told));

        Assert.Equal(first.Tools, second.Tools);
        Assert.Equal("Taken from the cache.", second.DescriptionOf("conditional"));
        Assert.Equal(first.Reports[0].Entries, second.Reports[0].Entries);
        Assert.All(first.Tools, t => Assert.Equal(first.SchemaOf(t).ToString(), second.SchemaOf(t).ToString()));
    }

    [Theory]
    [InlineData("document")]
    [InlineData("part")]
    [InlineData("damaged")]
    public async Task Cache_OfAnotherContent_IsNotUsed(string what)
    {
        var documents = new[] { SomeDocument.Read("features-3.1.yaml"), SomeDocument.Read("parts/shared.yaml") };
        await using var first = await ApiHost.StartAsync(Options, documents);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.compiled.json"));
        var text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("Types may be lists.", "Taken from the cache.", StringComparison.Ordinal).Replace(first.Folder, "FOLDER", StringComparison.Ordinal);
        documents = [.. documents.Select((d, i) => (what, i) is ("document", 0) or ("part", 1) ? (d.Name, d.Text + "\n# changed\n") : d)];

        await using var second = await ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "features-3.1.yaml", "Cluster": "upstream", {{Options}} } } } }""",
            documents,
            before: folder => Put(folder, Path.GetFileName(file), what == "damaged" ? text[..^20] : text));

        Assert.Equal("Types may be lists.", second.DescriptionOf("conditional"));
    }

    private static void Put(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "cache"));
        File.WriteAllText(Path.Combine(folder, "cache", name), text.Replace("FOLDER", folder, StringComparison.Ordinal));
    }
}
