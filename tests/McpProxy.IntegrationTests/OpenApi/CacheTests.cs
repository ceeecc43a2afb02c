using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Schema;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("text/csv", "text/csv", true)]
    [InlineData(null, "text/csv", false)]
    [InlineData("text/csv", null, false)]
    [InlineData("text/csv", "text/xml", false)]
    public async Task Cache_WithAMediaFile_IsThatOfTheSameFile(string? before, string? now, bool isUsed)
    {
        const string Document = """{ "openapi": "3.0.0", "paths": { "/a": { "get": { "operationId": "a", "description": "As written." } } } }""";
        await using var first = await ApiHost.StartAsync(Options, Files(Document, before));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.compiled.json"));
        var text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("As written.", "Taken from the cache.", StringComparison.Ordinal).Replace(first.Folder, "FOLDER", StringComparison.Ordinal);

        await using var second = await ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "a.json", "Cluster": "upstream", {{Options}} } } } }""",
            Files(Document, now),
            before: folder => Put(folder, Path.GetFileName(file), text));

        Assert.Equal(isUsed ? "Taken from the cache." : "As written.", second.DescriptionOf("a"));
        Assert.Equal(now ?? "application/json, */*;q=0.8", (await second.CallAsync("a")).Headers["Accept"]);
    }

    private static (string Name, string Text)[] Files(string document, string? accept) =>
        accept is null ? [("a.json", document)] : [("a.json", document), ("a.media.json", $$"""{ "responses": { "GET /a": "{{accept}}" } }""")];

    [Fact]
    public async Task Cache_OfSchemasWithoutMistakes_CompilesThemWhenToolsAreCalled()
    {
        await using var first = await ApiHost.StartAsync(Options, SomeDocument.Read("bodies-3.0.json"));
        var sound = Assert.Single(Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.schemas"));
        var told = await first.RefuseAsync("flat", """{"no such": 1}""");

        await using var second = await StartAgainAsync(sound);
        Assert.False(InputOf(second, "flat").IsCompiled);
        Assert.Equal(told, await second.RefuseAsync("flat", """{"no such": 1}"""));

        Assert.True(InputOf(second, "flat").IsCompiled);
        Assert.All(first.Tools, t => Assert.Equal(first.SchemaOf(t).ToString(), second.SchemaOf(t).ToString()));
    }

    [Fact]
    public async Task Cache_OfSchemas_DamagedSaysNothing()
    {
        await using var first = await ApiHost.StartAsync(Options, SomeDocument.Read("bodies-3.0.json"));
        var sound = Assert.Single(Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.schemas"));
        var known = DigestsIn(sound);
        var bytes = await File.ReadAllBytesAsync(sound, TestContext.Current.CancellationToken);
        Array.Reverse(bytes);
        await File.WriteAllBytesAsync(sound, [.. bytes, 1], TestContext.Current.CancellationToken);

        await using var second = await StartAgainAsync(sound);
        Assert.Equal(first.Tools, second.Tools);
        // All of them were compiled, and so are known again.
        Assert.Equal(known, DigestsIn(Assert.Single(Directory.GetFiles(Path.Combine(second.Folder, "cache"), "*.schemas"))));
    }

    [Fact]
    public async Task Schemas_OfImportedTools_AreCompiledForTheFirstCall()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read("bodies-3.0.json"));
        Assert.All(host.Tools, t => Assert.False(InputOf(host, t).IsCompiled));

        var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RefuseAsync("flat", """{"no such": 1}""")));

        Assert.Single(refused.Distinct());
        Assert.True(InputOf(host, "flat").IsCompiled);
        Assert.Single(host.Tools, t => InputOf(host, t).IsCompiled);
    }

    private static Task<ApiHost> StartAgainAsync(string sound) => ApiHost.StartWithAsync(
        $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "bodies-3.0.json", "Cluster": "upstream", {{Options}} } } } }""",
        [SomeDocument.Read("bodies-3.0.json")],
        before: folder => File.Copy(sound, Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "cache")).FullName, Path.GetFileName(sound))));

    private static IEnumerable<string> DigestsIn(string sound) => File.ReadAllBytes(sound).Chunk(SchemaDigest.Size).Select(Convert.ToHexString).Order(StringComparer.Ordinal);

    private static CompiledSchema InputOf(ApiHost host, string tool) => host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find(tool)!.InputSchema;

    [Fact]
    public async Task Cache_EntriesThatNobodyUsed_AreRemovedAndNothingElse()
    {
        var time = new TestTimeProvider();
        string Entry(char digit) => $"{new string(digit, 32)}.compiled.json";
        await using var host = await ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "swagger-2.0.json", "Cluster": "upstream", {{Options}} } } } }""",
            [SomeDocument.Read("swagger-2.0.json")],
            builder => builder.Services.AddSingleton<TimeProvider>(time),
            before: folder =>
            {
                foreach (var (name, days) in new[] { (Entry('a'), 31), (Entry('b'), 29), ("mine.compiled.json", 400), ("notes.txt", 400), ($"{new string('c', 32)}.document", 400) })
                {
                    Put(folder, name, "old");
                    File.SetLastWriteTimeUtc(Path.Combine(folder, "cache", name), time.GetUtcNow().UtcDateTime.AddDays(-days));
                }
            });

        var left = Directory.GetFiles(Path.Combine(host.Folder, "cache")).Select(f => Path.GetFileName(f)!).ToList();
        Assert.DoesNotContain(Entry('a'), left);
        Assert.Contains(Entry('b'), left);
        Assert.Contains("mine.compiled.json", left);
        Assert.Contains("notes.txt", left);
        Assert.Contains($"{new string('c', 32)}.document", left);
    }

    private static void Put(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "cache"));
        File.WriteAllText(Path.Combine(folder, "cache", name), text.Replace("FOLDER", folder, StringComparison.Ordinal));
    }
}
