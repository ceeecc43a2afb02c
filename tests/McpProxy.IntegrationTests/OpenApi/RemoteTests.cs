using McpProxy.Configuration;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Documents at URLs: fetched when configured, within bounds, with a copy for bad days.</summary>
public sealed class RemoteTests
{
    private const string Document = """{ "openapi": "3.0.0", "servers": [ { "url": "v7" } ], "paths": { "/a": { "get": { "operationId": "a", "parameters": [ { "$ref": "other.json#/x" } ] } }, "/b": { "get": { "operationId": "b" } } } }""";

    [Fact]
    public async Task Document_AtAUrl_IsImportedWithoutWhatItRefersTo()
    {
        await using var server = await DocumentServer.StartAsync(Document);
        await using var host = await ApiHost.StartWithAsync(Configuration(server, ""), []);

        Assert.Equal(["b"], host.Tools);
        Assert.Equal("GET /v7/b", (await host.CallAsync("b")).Line);
        Assert.Equal(1, server.Requests);
        Assert.Equal("It refers to other.json, outside of its document.", Assert.Single(host.Reports[0].Skipped).Note);
    }

    [Fact]
    public async Task Document_ThatIsGone_IsReplacedByItsLastGoodCopy()
    {
        var cache = Directory.CreateTempSubdirectory("mcpproxy-copies-").FullName;
        await using var server = await DocumentServer.StartAsync(Document);
        await using (await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []))
        {
            server.Status = 503;
        }

        await using var host = await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []);

        Assert.Equal(["b"], host.Tools);
        Assert.Contains("The server answered 503. The last good copy is used.", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData(302, "The server answered 302.")]
    [InlineData(404, "The server answered 404.")]
    public async Task Document_ThatCannotBeHad_IsAMistake(int status, string reason)
    {
        await using var server = await DocumentServer.StartAsync(Document);
        server.Status = status;

        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync(Configuration(server, ""), []));

        Assert.Contains(reason, Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("http://api.example.com/api.json")]
    [InlineData("ftp://api.example.com/api.json")]
    [InlineData("https://user:secret@api.example.com/api.json")]
    public async Task Url_ThatIsNotSafe_IsRefusedUnasked(string url)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{url}}" } } } }""", []));

        Assert.Equal("MCP016", Assert.Single(refused.Errors).Code);
    }

    [Fact]
    public async Task Server_ThatADocumentOfTheNetworkChooses_IsNotFollowed()
    {
        await using var server = await DocumentServer.StartAsync("""{ "openapi": "3.0.0", "servers": [ { "url": "https://inside.example.com" } ], "paths": { "/b": { "get": { "operationId": "b" } } } }""");
        await using var host = await ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{server.Url}}" } } } }""", []);

        Assert.Empty(host.Tools);
        Assert.Contains("may not choose the server", Assert.Single(host.Reports[0].Skipped).Note, StringComparison.Ordinal);
    }

    private static string Configuration(DocumentServer server, string more) => $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{server.Url}}", "Cluster": "upstream" {{more}} } } } }""";
}
