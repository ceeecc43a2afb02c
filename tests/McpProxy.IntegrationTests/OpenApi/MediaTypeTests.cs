using System.Net.Http.Headers;
using McpProxy.Configuration;
using McpProxy.Plugins.Transforms;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Imported operations ask for what they offer, and name bodies as they take them, through both doors.</summary>
public sealed class MediaTypeTests
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Usual = "application/json, */*;q=0.8";

    private static readonly (string Name, string Text) _document = SomeDocument.Read("media-3.0.json");

    [Theory]
    // Plain JSON, or nothing that is known: nothing is done. Types of errors do not count beside those of successes.
    [InlineData("plain", "/plain", null, "")]
    [InlineData("nothing", "/nothing", null, "")]
    [InlineData("any", "/any", null, "")]
    [InlineData("plain", "/plain", "*/*", "*/*")]
    [InlineData("csv", "/csv", null, "text/csv")]
    // JSON before others, unless the caller wants one of them.
    [InlineData("feed", "/feeds/1", null, "application/json")]
    [InlineData("feed", "/feeds/1", "text/html, */*;q=0.8", "application/json")]
    [InlineData("feed", "/feeds/1", "application/xml;q=0.9, */*;q=0.1", "application/xml;q=0.9, */*;q=0.1")]
    [InlineData("feed", "/feeds/1", "application/xml;q=0, */*", "application/json")]
    [InlineData("feed", "/feeds/1", "image/png", "image/png")]
    // The newest version, unless the caller has chosen one.
    [InlineData("versions", "/versions", null, "application/vnd.thing.v2+json")]
    [InlineData("versions", "/versions", "application/json", "application/vnd.thing.v2+json")]
    [InlineData("versions", "/versions", "application/vnd.thing.v1+json", "application/vnd.thing.v1+json")]
    // Different things, of which none is newer than another.
    [InlineData("topics", "/topics", null, "application/json")]
    [InlineData("topics", "/topics", "application/vnd.x.themes.v3+json", "application/vnd.x.themes.v3+json")]
    public async Task Accept_OfAnOperation_IsWhatItOffers(string tool, string path, string? accept, string expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, (await GetAsync(host, "/base" + path, accept)).Headers.GetValueOrDefault("Accept", ""));
        var called = (await host.CallAsync(tool, tool == "feed" ? """{ "id": "1" }""" : "{}")).Headers["Accept"];
        Assert.Equal(accept is null && expected.Length > 0 ? expected : called, called);
        Assert.Equal(tool is "plain" or "nothing" or "any", called == Usual);
    }

    [Fact]
    public async Task Accept_WithASpreadsheetBesideJson_IsJsonForToolsAndTheSpreadsheetForWhoTakesAnything()
    {
        await using var host = await StartAsync();

        Assert.Equal("application/json", (await host.CallAsync("sheet")).Headers["Accept"]);
        Assert.Equal(Sheet, (await GetAsync(host, "/base/sheets", "*/*")).Headers["Accept"]);
        Assert.Equal("application/json", (await GetAsync(host, "/base/sheets", "application/json")).Headers["Accept"]);
    }

    [Fact]
    public async Task Accept_WhereOnlyErrorsHaveTypes_IsTheirs()
    {
        await using var host = await StartAsync();

        Assert.Equal("application/vnd.thing.v1+json", (await host.CallAsync("gone", """{ "id": "1" }""")).Headers["Accept"]);
    }

    [Theory]
    [InlineData("application/json", "application/vnd.thing.v1+json")]
    [InlineData("text/plain; charset=utf-8", "application/vnd.thing.v1+json")]
    [InlineData("application/vnd.thing.v2+json", "application/vnd.thing.v2+json")]
    [InlineData("application/vnd.other.v7+json", "application/vnd.other.v7+json")]
    [InlineData("application/x-www-form-urlencoded", "application/x-www-form-urlencoded")]
    [InlineData("application/xml", "application/xml")]
    public async Task ContentType_OfABody_IsThatOfTheOperationWhereTheCallerSaysNoMore(string sent, string expected)
    {
        await using var host = await StartAsync();
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(sent);
        using var response = await host.Proxy.Http.PostAsync("/base/things", body, TestContext.Current.CancellationToken);

        Assert.True(host.Upstream.Requests.TryDequeue(out var request));
        Assert.Equal(expected, UpstreamRequest.Parse(request).Headers["Content-Type"]);
    }

    [Fact]
    public async Task ContentType_OfATool_IsThatOfTheOperation()
    {
        await using var host = await StartAsync();

        Assert.Equal("application/vnd.thing.v1+json", (await host.CallAsync("make", """{ "name": "x" }""")).Headers["Content-Type"]);
        var upload = await host.CallAsync("upload", """{ "title": "t" }""");
        Assert.StartsWith("multipart/form-data; boundary=", upload.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("application/vnd.thing.v1+json", upload.Headers["Accept"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task Accept_OfATool_StaysAsTheOperatorWroteIt(string accept)
    {
        await using var host = await StartAsync($$""", "Operations": { "versions": { "Tool": { "Headers": { "Accept": "{{accept}}" } } } }""");

        Assert.Equal(accept, (await host.CallAsync("versions")).Headers["Accept"]);
    }

    [Fact]
    public async Task Transforms_OfTheOperator_ChooseFirst()
    {
        await using var host = await StartAsync(""", "RouteTemplate": { "Transforms": [ { "RequestHeader": "Accept", "Set": "application/vnd.thing.v1.1+json" } ] }""");

        Assert.Equal("application/vnd.thing.v1.1+json", (await host.CallAsync("versions")).Headers["Accept"]);
    }

    [Theory]
    // "1,B", "1,A" and an id that says nothing.
    [InlineData("MSxC", "application/vnd.bookexport.v1+json")]
    [InlineData("MSxB", "application/vnd.authorexport.v1+json")]
    [InlineData("other", "application/vnd.authorexport.v1+json")]
    public async Task ExportIds_OfTheOperator_KnowMoreThanTheDocument(string id, string expected)
    {
        await using var host = await StartAsync(
            """, "RouteTemplate": { "Transforms": [ { "MediaNegotiation": "ids" } ] }""",
            section: """
                "McpProxy": { "MediaNegotiation": { "ids": { "ExportIds": { "GET /base/exports/{exportId}": { "Types": { "A": "application/vnd.authorexport.v1+json", "B": "application/vnd.bookexport.v1+json" } } } } } },
                """);

        Assert.Equal(expected, (await host.CallAsync("export", $$"""{ "exportId": "{{id}}" }""")).Headers["Accept"]);
        Assert.Equal(expected, (await GetAsync(host, $"/base/exports/{id}", null)).Headers["Accept"]);
    }

    [Fact]
    public async Task Route_OfTheOperator_IsLeftAsItIs()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            { "ReverseProxy": { "Routes": { "all": { "ClusterId": "upstream", "Match": { "Path": "/{**rest}" } } } },
              "Mcp": { "OpenApi": { "api": { "Document": "media-3.0.json", "Route": "all" } } } }
            """,
            [_document],
            AddTransforms);

        Assert.Equal("text/csv", (await host.CallAsync("csv")).Headers["Accept"]);
        Assert.Equal(Usual, (await host.CallAsync("versions")).Headers["Accept"]);
    }

    [Fact]
    public async Task WithoutThePlugin_ToolsAskForTheOnlyTypeThereIs()
    {
        await using var host = await ApiHost.StartAsync("", _document);

        Assert.Equal("text/csv", (await host.CallAsync("csv")).Headers["Accept"]);
        Assert.Equal(Usual, (await host.CallAsync("versions")).Headers["Accept"]);
    }

    [Fact]
    public async Task Sidecar_ByOperation_CountsInsteadOfTheDocument()
    {
        await using var host = await StartAsync("", """
            { "version": "1.0", "namespace": "media",
              "requests": { "POST /things/": "application/vnd.own.v1+json", "POST /upload": "application/json" },
              "responses": { "get /feeds/{feedId}": [ "application/vnd.feed.v1+json", "application/vnd.feed.v1.1+json" ], "GET /plain": "text/csv", "GET /versions": [ "application/json" ], "GET /absent": [ "a/b" ] },
              "content_types": [ "application/vnd.thing.v1+json", "application/vnd.thing.v3+json" ] }
            """);

        Assert.Equal("application/vnd.own.v1+json", (await host.CallAsync("make", """{ "name": "x" }""")).Headers["Content-Type"]);
        Assert.StartsWith("multipart/form-data; boundary=", (await host.CallAsync("upload", """{ "title": "t" }""")).Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("application/vnd.feed.v1.1+json", (await host.CallAsync("feed", """{ "id": "1" }""")).Headers["Accept"]);
        Assert.Equal("text/csv", (await host.CallAsync("plain")).Headers["Accept"]);
        Assert.Equal(Usual, (await host.CallAsync("versions")).Headers["Accept"]);
        // The bare list counts where the document says nothing, and nowhere else.
        Assert.Equal("application/vnd.thing.v3+json", (await host.CallAsync("nothing")).Headers["Accept"]);
        Assert.Equal("text/csv", (await host.CallAsync("csv")).Headers["Accept"]);
        var report = Assert.Single(host.Reports);
        Assert.Equal(("GET /absent", "It stands in the media file, but not in the document."), Assert.Single(report.Skipped.Select(e => (e.Source, e.Note))));
        Assert.Equal("Its media file says application/json, but its body is multipart/form-data; the former is left out.", Assert.Single(report.Entries, e => e.Tool == "upload").Note);
    }

    [Fact]
    public async Task Sidecar_BareListOfDifferentThings_ChangesNothing()
    {
        await using var host = await StartAsync("", """{ "content_types": [ "application/vnd.a.v1+json", "application/vnd.b.v1+json" ] }""");

        Assert.Equal(Usual, (await host.CallAsync("nothing")).Headers["Accept"]);
    }

    [Theory]
    [InlineData("{ oops", "The document is not")]
    [InlineData("[]", "It is not a JSON object.")]
    [InlineData("""{ "requests": [] }""", "'requests' is not an object.")]
    [InlineData("""{ "requests": { "PUT x": "a/b" } }""", "'PUT x' in 'requests' is not a method and a path, as 'GET /pets/{id}'.")]
    [InlineData("""{ "responses": { "GET /x": [ "json" ] } }""", "\"json\" is not a media type.")]
    [InlineData("""{ "responses": { "GET /x": [ "a/b\r\nX: y" ] } }""", "is not a media type.")]
    [InlineData("""{ "content_types": 1 }""", "Media types are a text or a list of texts.")]
    public async Task Sidecar_Broken_IsAMistakeOfItsDocument(string sidecar, string expected)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync("", sidecar));

        var error = Assert.Single(refused.Errors).ToString();
        Assert.StartsWith("Mcp:OpenApi:api:Document: MCP221: media-3.0.json: media-3.0.media.json beside it: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(string options = "", string? sidecar = null, string section = "") => ApiHost.StartWithAsync(
        $$"""{ {{section}} "Mcp": { "OpenApi": { "api": { "Document": "media-3.0.json", "Cluster": "upstream" {{options}} } } } }""",
        sidecar is null ? [_document] : [_document, ("media-3.0.media.json", sidecar)],
        AddTransforms);

    private static void AddTransforms(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => new McpProxyBuilder(builder.Services, builder.Configuration).AddTransforms();

    private static async Task<UpstreamRequest> GetAsync(ApiHost host, string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await host.Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(host.Upstream.Requests.TryDequeue(out var received));
        return UpstreamRequest.Parse(received);
    }
}
