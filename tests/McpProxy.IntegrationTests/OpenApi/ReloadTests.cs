using McpProxy.Admin;
using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>A changed document is a changed configuration.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Document_Changed_ChangesItsToolsAndNoOthers()
    {
        await using var host = await ApiHost.StartWithAsync(TwoImports, [("one.json", Document("a")), ("two.json", Document("b"))]);
        var before = host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All;

        await ChangeAsync(host, () => host.Write("one.json", Document("a", "a2")));

        var after = host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All;
        Assert.Equal(["a", "a2", "b"], after.Tools.Select(t => t.Name));
        Assert.Same(before.Find("b")!.InputSchema, after.Find("b")!.InputSchema);
        Assert.Equal("GET /a2?x=1", (await host.CallAsync("a2", """{ "x": 1 }""")).Line);
    }

    [Fact]
    public async Task Document_Broken_LeavesItsLastImportUntilItIsMended()
    {
        await using var host = await ApiHost.StartWithAsync(TwoImports, [("one.json", Document("a")), ("two.json", Document("b"))]);

        await ChangeAsync(host, () => host.Write("one.json", "{ not json"));

        Assert.Equal(["a", "b"], host.Tools);
        Assert.Contains("It cannot be made any more", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
        var reason = Assert.Single(Readiness(host));
        Assert.Equal(ReadinessStatus.Degraded, reason.Status);
        Assert.Matches("^Mcp:OpenApi:one is not as its sources say since 2[0-9: -]+Z: .*one.json: The document is not JSON", reason.Detail);
        await ChangeAsync(host, () => host.Write("one.json", Document("c")));
        Assert.Equal(["b", "c"], host.Tools);
        Assert.Empty(host.Reports[0].Warnings);
        Assert.Empty(Readiness(host));
    }

    [Fact]
    public async Task Folder_WithANewDocument_HasItsTools()
    {
        await using var host = await ApiHost.StartWithAsync(Folder, [("apis/one.json", Document("a")), ("apis/one.transform.json", """{ "tools": [] }""")]);
        Assert.Equal(["a"], host.Tools);

        await ChangeAsync(host, () => host.Write("apis/two.json", Document("b")));

        Assert.Equal(["a", "b"], host.Tools);
    }

    [Fact]
    public async Task Folder_WithABrokenDocumentAtTheStart_ServesTheOthersAndSaysSo()
    {
        await using var host = await ApiHost.StartWithAsync(Folder, [("apis/one.json", Document("a")), ("apis/two.json", "{ \"openapi\": "), ("apis/other.json", "{}")]);

        Assert.Equal(["a"], host.Tools);
        Assert.Equal("Mcp:OpenApi:all:Document: MCP221: two.json: The document is not JSON at line 1, column 14. Its tools are missing.", Assert.Single(host.Reports[0].Mistakes).ToString());
        await ChangeAsync(host, () => host.Write("apis/two.json", Document("b")));
        Assert.Equal(["a", "b"], host.Tools);
        Assert.Empty(host.Reports[0].Mistakes);
    }

    [Theory]
    [InlineData("{ not json", "is not JSON")]
    [InlineData("{}", "is not an OpenAPI document")]
    [InlineData("{ \"openapi\": \"9.0\" }", "is of OpenAPI 9.0")]
    public async Task Folder_WithADocumentThatBreaks_KeepsItsLastImportAndReloadsTheOthers(string text, string reason)
    {
        await using var host = await ApiHost.StartWithAsync(Folder, [("apis/one.json", Document("a")), ("apis/two.json", Document("b"))]);

        await ChangeAsync(host, () =>
        {
            host.Write("apis/one.json", text);
            host.Write("apis/two.json", Document("b", "b2"));
        });

        Assert.Equal(["a", "b", "b2"], host.Tools);
        Assert.Equal("GET /a?x=1", (await host.CallAsync("a", """{ "x": 1 }""")).Line);
        var mistake = Assert.Single(host.Reports[0].Mistakes).ToString();
        Assert.Contains(reason, mistake, StringComparison.Ordinal);
        Assert.EndsWith("Its last good import stays.", mistake, StringComparison.Ordinal);
        await ChangeAsync(host, () => host.Write("apis/one.json", Document("c")));
        Assert.Equal(["b", "b2", "c"], host.Tools);
        Assert.Empty(host.Reports[0].Mistakes);
    }

    [Fact]
    public async Task Packages_Changed_ChangeTheToolsOfTheDocumentsTheyConcern()
    {
        const string Packages = """{ "packages": { "one": "one", "two": "two" }, "prefixes": { "one": "FIRST", "two": "x" }, "defaults": [ "one" CHOSEN ] }""";
        static string With(string first, string chosen) => Packages.Replace("FIRST", first, StringComparison.Ordinal).Replace("CHOSEN", chosen, StringComparison.Ordinal);
        await using var host = await ApiHost.StartWithAsync(Folder, [("apis/packages.json", With("x", "")), ("apis/one.json", Document("a")), ("apis/two.json", Document("b"))]);
        Assert.Equal(["x_a"], host.Tools);
        var before = host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find("x_a")!.InputSchema;

        await ChangeAsync(host, () => host.Write("apis/packages.json", With("x", ", \"two\"")));
        Assert.Equal(["x_a", "x_b"], host.Tools);
        Assert.Same(before, host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find("x_a")!.InputSchema);

        await ChangeAsync(host, () => host.Write("apis/packages.json", With("y", ", \"two\"")));
        Assert.Equal(["x_b", "y_a"], host.Tools);

        await ChangeAsync(host, () => host.Write("apis/packages.json", "{"));
        Assert.Equal(["x_b", "y_a"], host.Tools);
        Assert.Contains("It cannot be made any more", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MediaFile_ComingChangingAndGoing_ChangesItsDocument()
    {
        await using var host = await ApiHost.StartWithAsync(TwoImports, [("one.json", Document("a")), ("two.json", Document("b"))]);
        var before = await AcceptAsync(host);

        await ChangeAsync(host, () => host.Write("one.media.json", """{ "responses": { "GET /a": "text/csv" } }"""));
        Assert.Equal("text/csv", await AcceptAsync(host));

        await ChangeAsync(host, () => host.Write("one.media.json", """{ "content_types": [ "text/markdown" ] }"""));
        Assert.Equal(before, await AcceptAsync(host));

        await ChangeAsync(host, () => host.Write("one.media.json", """{ "responses": { "GET /a": "text/x" """));
        Assert.Equal(before, await AcceptAsync(host));
        Assert.Contains("one.media.json beside it", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);

        await ChangeAsync(host, () => File.Delete(Path.Combine(host.Folder, "one.media.json")));
        Assert.Equal(before, await AcceptAsync(host));
        Assert.Empty(host.Reports[0].Warnings);

        static async Task<string> AcceptAsync(ApiHost host) => (await host.CallAsync("a")).Headers["Accept"];
    }

    /// <summary>A document that has not changed keeps its names only as long as no other has taken them.</summary>
    [Fact]
    public async Task Document_ThatTakesANameOfAnother_LeavesBothTheirTools()
    {
        await using var host = await ApiHost.StartWithAsync(Folder, [("apis/one.json", Document("a")), ("apis/two.json", Document("b"))]);
        Assert.Equal(["a", "b"], host.Tools);

        await ChangeAsync(host, () => host.Write("apis/one.json", Document("a", "b").Replace("\"/b\"", "\"/other\"", StringComparison.Ordinal)));

        Assert.Equal(3, host.Tools.Count);
        Assert.Equal("GET /other?x=1", (await host.CallAsync("b", """{ "x": 1 }""")).Line);
        var second = host.Tools.Single(t => t.StartsWith("b_", StringComparison.Ordinal));
        Assert.Equal("GET /b?x=1", (await host.CallAsync(second, """{ "x": 1 }""")).Line);
    }

    [Fact]
    public async Task Document_MissingAtTheStart_EndsItWithItsName()
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync("""{ "Mcp": { "OpenApi": { "api": { "Document": "missing.json" } } } }""", []));

        Assert.Equal("Mcp:OpenApi:api:Document: MCP220: missing.json: It does not exist.", Assert.Single(refused.Errors).ToString());
    }

    private const string Folder = """{ "Mcp": { "OpenApi": { "all": { "Document": "apis", "Cluster": "upstream" } } } }""";

    private static IEnumerable<ReadinessReason> Readiness(ApiHost host) => host.Services.GetServices<IReadinessCheck>().OfType<ImportReadiness>().Single().Examine();

    private const string TwoImports = """{ "Mcp": { "OpenApi": { "one": { "Document": "one.json", "Cluster": "upstream" }, "two": { "Document": "two.json", "Cluster": "upstream" } } } }""";

    private static string Document(params string[] ids) => $$"""
        { "openapi": "3.0.0", "paths": { {{string.Join(',', ids.Select(id =>
            $$"""
            "/{{id}}": { "get": { "operationId": "{{id}}", "parameters": [ { "name": "x", "in": "query", "schema": { "type": "integer", "description": "{{id}}" } } ] } }
            """))}} } }
        """;

    private static async Task ChangeAsync(ApiHost host, Action change)
    {
        var reloader = host.Services.GetRequiredService<ConfigReloader>();
        var attempt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Seen(ConfigStatus status) => attempt.TrySetResult();
        reloader.StatusChanged += Seen;
        change();
        await attempt.Task.WaitAsync(Patience);
        reloader.StatusChanged -= Seen;
        Assert.Empty(reloader.Status.Errors);
    }
}
