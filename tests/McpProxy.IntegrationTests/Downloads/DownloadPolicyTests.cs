using System.Net;
using System.Text.Json;
using McpProxy.IntegrationTests.AmazonAds;
using McpProxy.IntegrationTests.Authentication;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>Downloads where callers are asked who they are: the door to files is as closed as that of tools.</summary>
public sealed class DownloadPolicyTests
{
    [Theory]
    [InlineData(null, 401)]
    [InlineData("wrong-0123456789abcdef", 401)]
    [InlineData(SecuredGateway.GuestKey, 403)]
    [InlineData(SecuredGateway.ReaderKey, 200)]
    public async Task Http_WithAPolicy_ServesWhoMeetsIt(string? key, int status)
    {
        using var folder = new Folder();
        await using var door = await StartAsync(folder, "\"Authorization\": \"reporting\"");
        var path = await FetchAsync(door);

        foreach (var target in new[] { "/downloads", path })
        {
            using var response = await door.Proxy.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, target).With("X-API-Key", key), TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status != 200, response.Headers.WwwAuthenticate.Count > 0);
        }
    }

    [Fact]
    public async Task Http_WithoutAPolicy_ServesKnownCallersTheirOwnFiles()
    {
        using var folder = new Folder();
        await using var door = await StartAsync(folder, "\"AllowHttp\": true");
        var path = await FetchAsync(door);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(SecuredGateway.ReaderKey));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(SecuredGateway.GuestKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));

        async Task<HttpStatusCode> StatusAsync(string? key)
        {
            using var response = await door.Proxy.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path).With("X-API-Key", key), TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("\"AllowHttp\": true", 403)]
    [InlineData("\"Authorization\": \"partners\"", 200)]
    public async Task Http_PartnerToken_ProvesNothingButToAPolicyThatNamesItsScheme(string members, int status)
    {
        using var folder = new Folder();
        await using var door = await StartAsync(folder, members);

        using var response = await door.Proxy.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/downloads").With("Authorization", "Bearer acct:secret-token-0123456789"), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Url_Signed_NeedsNoCredentialAndThePlainOneDoes()
    {
        using var folder = new Folder();
        await using var door = await StartAsync(folder, "\"SignedUrlLifetime\": \"00:05:00\"");
        var path = await FetchAsync(door);

        var told = (await CallAsync(door, "get_download_url", $$"""{"file_path":"{{path[(path.IndexOf("exports", StringComparison.Ordinal))..]}}"}""")).GetProperty("structuredContent");
        using var signed = await door.Proxy.Http.GetAsync(new Uri(told.GetProperty("url").GetString()!).PathAndQuery, TestContext.Current.CancellationToken);
        using var plain = await door.Proxy.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (signed.StatusCode, plain.StatusCode));
    }

    [Fact]
    public async Task Url_WithoutLifetime_SaysThatItNeedsACredential()
    {
        using var folder = new Folder();
        await using var door = await StartAsync(folder, "\"AllowHttp\": true");
        var path = await FetchAsync(door);

        var told = (await CallAsync(door, "get_download_url", $$"""{"file_path":"{{path[(path.IndexOf("exports", StringComparison.Ordinal))..]}}"}""")).GetProperty("structuredContent");

        Assert.Equal("required", told.GetProperty("authorization").GetString());
        Assert.Contains("credential", told.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Authorization\": \"reportin\"", "MCP037")]
    [InlineData("\"MaxProfileBytes\": 5", "MCP016")]
    [InlineData("\"MaxTotalBytes\": 5", "MCP016")]
    [InlineData("\"AllowedPorts\": [ 70000 ]", "MCP012")]
    [InlineData("\"AllowedHosts\": [ \"*.amazonaws.com\" ]", "MCP016")]
    [InlineData("\"AllowedHosts\": [ \"https://x\" ]", "MCP016")]
    [InlineData("\"AllowedNetworks\": [ \"10.0.0.0\" ]", "MCP011")]
    [InlineData("\"PublicOrigin\": \"https://x.example.com/path\"", "MCP016")]
    [InlineData("\"MaxFileByte\": 5", "MCP010")]
    public async Task Section_WithAMistake_IsRefused(string members, string code)
    {
        using var folder = new Folder();

        var refused = await Assert.ThrowsAnyAsync<McpProxy.Configuration.InvalidConfigurationException>(() => StartAsync(folder, members, isLocal: false));

        Assert.Contains(code, refused.Message, StringComparison.Ordinal);
    }

    private static Task<AdsDoor> StartAsync(Folder folder, string members, bool isLocal = true) => AdsDoor.StartAsync(more: simulator =>
    {
        var local = $""" "AllowedNetworks": [ "127.0.0.1/32" ], "AllowedHosts": [ "127.0.0.1" ], "AllowedPorts": [ {simulator.BaseAddress.Port} ], "PublicOrigin": "https://ads.example.com", """
            + (members.Contains("AllowHttp", StringComparison.Ordinal) ? "" : "\"AllowHttp\": true,");
        return $$"""
            "Authentication": { "Schemes": { {{SecuredGateway.ApiKeys}}, "partner": { "Kind": "PartnerToken", "Pattern": "[^:\\s]+:[^:\\s]+" } } },
            "Authorization": { "Policies": { "reporting": { "Scopes": [ "ads.read" ] }, "partners": { "Schemes": [ "partner" ] } } },
            "Downloads": { "Directory": "{{folder.Path}}", {{(isLocal ? local : "")}} {{members}} }
            """;
    });

    private static async Task<string> FetchAsync(AdsDoor door)
    {
        var url = new Uri(door.Simulator.BaseAddress, "/files/a.json").AbsoluteUri;
        var result = await CallAsync(door, "download_export", JsonSerializer.Serialize(new Dictionary<string, string> { ["export_id"] = "x", ["export_url"] = url }));
        return $"/downloads/p/{DownloadDoor.Profile}/{result.GetProperty("structuredContent").GetProperty("file_path").GetString()}";
    }

    private static Task<JsonElement> CallAsync(AdsDoor door, string tool, string arguments) =>
        door.Proxy.CallAsync(tool, arguments, r => r.With("X-API-Key", SecuredGateway.ReaderKey).With("X-McpProxy-Profile", DownloadDoor.Profile));

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"mcpproxy-downloads-{Guid.NewGuid():N}");

        public void Dispose()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
