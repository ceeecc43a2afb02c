using System.Runtime.Versioning;
using McpProxy.Configuration;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Folders of documents that mean harm: links, names that are none, lists without end, texts that nobody can read.</summary>
public sealed class HostileFolderTests
{
    private const string Half = "The document escapes half of a surrogate pair.";

    private static string Document(string operation, string parameters = "") =>
        $$"""{ "openapi": "3.0.0", "paths": { "/{{operation}}": { "get": { "operationId": "{{operation}}", "parameters": [ {{parameters}} ] } } } }""";

    [Theory]
    [InlineData("a%00b.json", "which is no file name")]
    [InlineData("loop.json", "outside of its folder")]
    [InlineData("out/parameter.json", "outside of its folder")]
    [InlineData("out/../parameter.json", "which cannot be read")]
    [UnsupportedOSPlatform("windows")]
    public async Task Reference_ThatLeadsNowhereOrOut_CostsItsOperationAlone(string reference, string reason)
    {
        var outside = Directory.CreateTempSubdirectory("mcpproxy-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "parameter.json"), """{ "name": "secret", "in": "query", "schema": { "type": "string" } }""", TestContext.Current.CancellationToken);
            await using var host = await StartAsync(
                folder =>
                {
                    Directory.CreateDirectory(Path.Combine(folder, "docs"));
                    Directory.CreateSymbolicLink(Path.Combine(folder, "docs/out"), outside.FullName);
                    File.CreateSymbolicLink(Path.Combine(folder, "docs/loop.json"), "loop2.json");
                    File.CreateSymbolicLink(Path.Combine(folder, "docs/loop2.json"), "loop.json");
                },
                ("docs/A.json", Document("bad", $$"""{ "$ref": "{{reference}}" }""")),
                ("docs/B.json", Document("good")));

            Assert.Equal(["good"], host.Tools);
            Assert.Contains(reason, Assert.Single(host.Reports[0].Skipped).Note, StringComparison.Ordinal);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Reference_ThroughLinksIntoTheFolder_IsFollowed()
    {
        // As a mounted folder is made.
        await using var host = await StartAsync(
            folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder, "mounted/..version"));
                Directory.CreateSymbolicLink(Path.Combine(folder, "mounted/..data"), "..version");
                Directory.CreateSymbolicLink(Path.Combine(folder, "docs"), "mounted");
                foreach (var name in new[] { "A.json", "parameter.part" })
                {
                    File.CreateSymbolicLink(Path.Combine(folder, "mounted", name), Path.Combine(folder, "mounted/..data", name));
                }
            },
            ("mounted/..version/A.json", Document("linked", """{ "$ref": "parameter.part" }""")),
            ("mounted/..version/parameter.part", """{ "name": "found", "in": "query", "schema": { "type": "string" } }"""));

        Assert.Equal(["linked"], host.Tools);
        Assert.Equal("GET /linked?found=1", (await host.CallAsync("linked", """{ "found": "1" }""")).Line);
    }

    [Fact]
    public async Task Groups_NestedDeeperThanAStack_ResolveAndBigListsTakeNoTime()
    {
        var groups = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"g{i}\": [ \"g{i + 1}\" ]"));
        var gone = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"p{i}\": \"P{i}\""));
        var names = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"p{i}\", \"q{i}\""));
        await using var host = await StartAsync(
            null,
            ("docs/packages.json", $$"""{ "packages": { "a": "A", {{gone}} }, "groups": { {{groups}}, "g60000": [ "a", "g0" ] }, "defaults": [ "g0", {{names}} ] }"""),
            ("docs/A.json", Document("one")));

        Assert.Equal(["A_one"], host.Tools);
        Assert.All(host.Reports[0].Warnings, w => Assert.EndsWith("and 59990 more.", w, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A.transform.json", """{ "tools": [ { "match": { "operationId": "\ud800" } } ] }""", "A_one,B_two", "A.transform.json is left out: " + Half)]
    [InlineData("overlays/A.json", """{ "tool_overlays": [ { "match": { "operationId": "one" }, "output_transform": { "projection": "\ud800" } } ] }""", "A_one,B_two", "overlays/A.json is left out: " + Half)]
    [InlineData("A.manifest.json", """{ "tools": [ { "operationId": "one", "preferred_name": "\ud800" } ] }""", "A_one,B_two", "A.manifest.json is left out: " + Half)]
    [InlineData("A.media.json", """{ "requests": { "GET /one": "\ud800" } }""", "B_two", "A.media.json beside it: " + Half)]
    public async Task Sidecar_WithHalfASurrogatePair_CostsWhatABrokenOneDoes(string name, string text, string tools, string warning)
    {
        await using var host = await StartAsync(
            null,
            ("docs/packages.json", """{ "defaults": [ "*" ] }"""),
            ("docs/A.json", Document("one")),
            ("docs/B.json", Document("two")),
            ($"docs/{name}", text));

        Assert.Equal(tools, string.Join(',', host.Tools));
        Assert.Contains(warning, string.Join('\n', host.Reports[0].Warnings.Concat(host.Reports[0].Mistakes.Select(m => m.ToString()))), StringComparison.Ordinal);
    }

    /// <summary>Whoever opens one waits for somebody to write.</summary>
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task PipesAndEmptyFiles_AreNeverOpened_AndCostTheirOwnDocumentAlone()
    {
        await using var host = await Task.Run(() => StartAsync(
            folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder, "docs"));
                NamedPipe.Create(Path.Combine(folder, "docs/A.json"));
                File.CreateSymbolicLink(Path.Combine(folder, "docs/B.yaml"), "A.json");
                File.Create(Path.Combine(folder, "docs/C.json")).Dispose();
                NamedPipe.Create(Path.Combine(folder, "docs/D.transform.json"));
            },
            ("docs/D.json", Document("one")))).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        const string reason = "is empty, or no ordinary file but a pipe, socket or device.";
        Assert.Equal(["one"], host.Tools);
        Assert.Equal([$"A.json: It {reason}", $"B.yaml: It {reason}", $"C.json: It {reason}"], host.Reports[0].Mistakes.Select(m => m.Message));
        Assert.Equal($"D.transform.json is left out: It {reason}", Assert.Single(host.Reports[0].Warnings));
    }

    [Fact]
    public async Task Packages_WithHalfASurrogatePair_AreAMistakeOfTheFile()
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync(null, ("docs/packages.json", """{ "packages": { "a": "\ud800" }, "defaults": [ "a" ] }"""), ("docs/A.json", Document("one"))));

        Assert.Equal($"Mcp:OpenApi:api:Document: MCP221: packages.json: {Half}", Assert.Single(refused.Errors).ToString());
    }

    [Theory]
    [InlineData("""{ "projection": [ "" ] }""", "'output_transform.projection' has '', which is no path")]
    [InlineData("""{ "projection": [ "id", "a[", "a..b", "*", "'x" ] }""", "'output_transform.projection' has 'a[', which is no path (one); 'output_transform.projection' has 'a..b', which is no path (one); 'output_transform.projection' has '*', which is no path (one); 'output_transform.projection' has ''x', which is no path")]
    [InlineData("""{ "summary": [ "$$" ] }""", "'output_transform.summary' has '$$', which is no path")]
    public async Task Rule_WithAPathThatIsNone_IsNotedAndTheToolStays(string output, string note)
    {
        await using var host = await StartAsync(null, ("docs/A.json", Document("one")), ("docs/A.transform.json", $$"""{ "tools": [ { "match": { "operationId": "one" }, "output_transform": {{output}} } ] }"""));

        Assert.Equal(["one"], host.Tools);
        Assert.Equal($"A.transform.json: {note} (one).", Assert.Single(host.Reports[0].Warnings));
    }

    [Theory]
    [InlineData("it's", true)]
    [InlineData("a\\\\b", true)]
    [InlineData("']", false)]
    public async Task Rule_WithAnOddNameOfACursor_CountsOrIsNoted(string member, bool isGood)
    {
        await using var host = await StartAsync(null, ("docs/A.json", Document("one")), ("docs/A.transform.json", $$"""{ "tools": [ { "match": { "operationId": "one" }, "pagination": { "response_key": "{{member}}" }, "output_transform": { "sample_n": 1, "projection": [ "a[].b", "$.c", "['odd.name']" ] } } ] }"""));

        Assert.Equal(["one"], host.Tools);
        Assert.Equal(isGood, host.Reports[0].Warnings.Count == 0);
    }

    private static Task<ApiHost> StartAsync(Action<string>? before, params (string Name, string Text)[] files) =>
        ApiHost.StartWithAsync("""{ "Mcp": { "OpenApi": { "api": { "Document": "docs", "Cluster": "upstream", "PreferredNames": true } } } }""", files, before: before);
}
