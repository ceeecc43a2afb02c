using McpProxy.Plugins.Transforms.MediaNegotiation;
using McpProxy.UnitTests.Architecture;
using McpProxy.UnitTests.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

/// <summary>The transform and its factory, with real documents.</summary>
public sealed class MediaNegotiationTests : IDisposable
{
    private const string Campaigns = "application/vnd.campaignsexport.v1+json";
    private const string CampaignsId = "OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM";

    private static readonly string _data = Path.Combine(Repository.Root, "tests", "McpProxy.UnitTests", "data", "openapi");

    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-media-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("POST", "/campaigns/export", "application/json; charset=utf-8", Campaigns)]
    [InlineData("PUT", "/amc/reporting/i/workflows/w", "application/x-www-form-urlencoded", "application/vnd.amcworkflows.v1+json")]
    [InlineData("POST", "/amc/reporting/i/workflowExecutions/", "", "application/vnd.amcworkflowexecutions.v1+json")]
    [InlineData("POST", "/campaigns/export", "application/vnd.campaignsexport.v2+json", "application/vnd.campaignsexport.v2+json")]
    [InlineData("POST", "/campaigns/export", "multipart/form-data; boundary=b", "multipart/form-data; boundary=b")]
    [InlineData("POST", "/unknown", "application/json", "application/json")]
    public async Task ContentType_OfABody_IsThatOfTheDocument(string method, string path, string sent, string expected)
    {
        var request = await ApplyAsync(Documents(), method, path, sent);

        Assert.Equal(expected, string.Join(", ", request.Content!.Headers.NonValidated["Content-Type"]));
    }

    [Theory]
    [InlineData("GET", "/exports/" + CampaignsId, "*/*", Campaigns)]
    [InlineData("GET", "/exports/OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFQ", null, "application/vnd.targetsexport.v1+json")]
    [InlineData("GET", "/exports/" + CampaignsId, "application/vnd.adsexport.v1+json", "application/vnd.adsexport.v1+json")]
    [InlineData("GET", "/amc/reporting/i/workflows", "application/json, */*;q=0.8", "application/vnd.amcworkflows.v1+json")]
    [InlineData("GET", "/amc/reporting/i/dataSources/d", "application/json", "application/vnd.amcdatasources.v1+json")]
    [InlineData("GET", "/unknown", "text/csv", "text/csv")]
    [InlineData("GET", "/unknown", null, "application/json")]
    public async Task Accept_OfARequest_IsChosenFromTheDocument(string method, string path, string? sent, string expected)
    {
        var request = await ApplyAsync(Documents(), method, path, null, sent);

        Assert.Equal(expected, request.Header("Accept"));
    }

    [Fact]
    public async Task Files_BareLists_ServeWhereTheyAreClear()
    {
        var options = ExportIds() with { Files = [Path.Combine(_data, "AMCWorkflow.media.json"), Path.Combine(_data, "ExportsSnapshots.media.json")] };

        Assert.Equal(Campaigns, (await ApplyAsync(options, "GET", "/exports/" + CampaignsId, null, "*/*")).Header("Accept"));
        Assert.Equal("*/*", (await ApplyAsync(options, "GET", "/amc/reporting/i/workflows", null, "*/*")).Header("Accept"));
    }

    [Fact]
    public async Task Files_RegistryByRequest_ComesBehindTheOptions()
    {
        var file = Write("""
            { "version": "1.0",
              "requests": { "POST /reporting/reports": "application/vnd.file.v1+json", "PUT /x": [ "application/vnd.file.v1+json" ] },
              "responses": { "GET /exports/{exportId}": [ "application/vnd.file.v1+json" ], "GET /y": "application/vnd.file.v1+json" } }
            """);
        var options = new MediaNegotiationOptions { Files = [file], Requests = new Dictionary<string, string> { ["POST /reporting/reports"] = "application/vnd.own.v1+json" } };

        Assert.Equal("application/vnd.own.v1+json", (await ApplyAsync(options, "POST", "/reporting/reports", "application/json")).Content!.Headers.ContentType!.MediaType);
        Assert.Equal("application/vnd.file.v1+json", (await ApplyAsync(options, "PUT", "/x", "application/json")).Content!.Headers.ContentType!.MediaType);
        Assert.Equal("application/vnd.file.v1+json", (await ApplyAsync(options, "GET", "/exports/1")).Header("Accept"));
        Assert.Equal("application/vnd.file.v1+json", (await ApplyAsync(options, "GET", "/y")).Header("Accept"));
    }

    [Fact]
    public async Task Preferred_OfWhatIsOffered_IsAskedFor()
    {
        var options = new MediaNegotiationOptions
        {
            Responses = new Dictionary<string, IReadOnlyList<string>> { ["GET /result/{id}"] = ["application/vnd.r.v1.2+json", "text/vnd.r.v1.2+csv"] },
            Preferred = new Dictionary<string, IReadOnlyList<string>> { ["GET /result/{id}"] = ["text/vnd.r.v1.2+csv"] },
        };

        Assert.Equal("text/vnd.r.v1.2+csv", (await ApplyAsync(options, "GET", "/result/1", null, "*/*")).Header("Accept"));
    }

    [Fact]
    public void Validate_FileBesideTheConfiguration_IsFound()
    {
        Write("""{ "requests": { "PUT /x": "application/vnd.file.v1+json" } }""", "types.json");

        Assert.Empty(Validate("""{ "Files": [ "types.json" ] }"""));
    }

    [Fact]
    public void Validate_Mistakes_AreAllReported()
    {
        Write("{ oops", "broken.json");
        Write("[]", "list.json");
        Write("{}", "empty.json");
        Write("""{ "requests": { "PUT x": "a/b" } }""", "request.json");
        Write("""{ "responses": { "PUT /x": [ "ab" ] } }""", "type.json");

        Assert.Equal(
            [
                "McpProxy:MediaNegotiation:x:DefaultAccept: MCP016: The text has characters that a header cannot carry. Only printable ASCII is allowed.",
                "McpProxy:MediaNegotiation:x:ExportIds:GET /x: MCP016: The path has no variable, and so no id. Write it as {exportId}.",
                "McpProxy:MediaNegotiation:x:ExportIds:GET /x:Types: MCP013: No media type is named. Name at least one by what ids end in.",
                "McpProxy:MediaNegotiation:x:Files:0: MCP003: 'broken.json': The file is not JSON at line 1, column 3.",
                "McpProxy:MediaNegotiation:x:Files:1: MCP003: 'list.json': The file is not a JSON object.",
                "McpProxy:MediaNegotiation:x:Files:2: MCP003: 'empty.json': The file has none of requests, responses, content_types and (of an OpenAPI document) paths.",
                "McpProxy:MediaNegotiation:x:Files:3: MCP003: 'request.json': 'PUT x' in 'requests' is not a method and a path.",
                "McpProxy:MediaNegotiation:x:Files:4: MCP003: 'type.json': \"ab\" is not a media type.",
                "McpProxy:MediaNegotiation:x:Files:5: MCP003: 'absent.json': The file does not exist.",
                "McpProxy:MediaNegotiation:x:Requests:/x: MCP016: '/x' is not a method and a path. Write GET /path/{variable}.",
                "McpProxy:MediaNegotiation:x:Responses:GET /x:0: MCP016: 'json' is not a media type. Write type/subtype, without parameters.",
            ],
            Validate("""
                { "Files": [ "broken.json", "list.json", "empty.json", "request.json", "type.json", "absent.json" ], "DefaultAccept": "é",
                  "Requests": { "/x": "a/b" }, "Responses": { "GET /x": [ "json" ] }, "ExportIds": { "GET /x": {} } }
                """));
        Assert.Equal(["McpProxy:MediaNegotiation:x: MCP013: No media type is named. Name a preset, files, or requests and responses."], Validate("{ \"Files\": [] }"));
    }

    [Fact]
    public async Task ApplyAsync_NothingToChange_AllocatesNothing()
    {
        var transform = new MediaNegotiationTransform(new MediaRegistry([MediaSource.Of(ExportIds())], ExportIds()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://x/");
        request.Headers.TryAddWithoutValidation("Accept", Campaigns);
        var context = new Yarp.ReverseProxy.Transforms.RequestTransformContext { ProxyRequest = request, Path = "/exports/" + CampaignsId };
        await transform.ApplyAsync(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            await transform.ApplyAsync(context);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static MediaNegotiationOptions ExportIds() => new()
    {
        ExportIds = new Dictionary<string, ExportIdOptions>
        {
            ["GET /exports/{exportId}"] = new() { Types = new Dictionary<string, string> { ["C"] = Campaigns, ["T"] = "application/vnd.targetsexport.v1+json" } },
        },
    };

    private static MediaNegotiationOptions Documents() =>
        ExportIds() with { Files = [Path.Combine(_data, "AMCWorkflow.json"), Path.Combine(_data, "ExportsSnapshots.json")], DefaultAccept = "application/json" };

    private static Task<HttpRequestMessage> ApplyAsync(MediaNegotiationOptions options, string method, string path, string? contentType = null, string? accept = null)
    {
        var context = SomeTransform.Request(method, path);
        if (contentType is not null)
        {
            context.Request.ContentLength = 2;
            context.Request.ContentType = contentType;
        }

        if (accept is not null)
        {
            context.Request.Headers.Accept = accept;
        }

        return SomeTransform.ApplyAsync(context, b => b.AddMediaNegotiation(options));
    }

    private IReadOnlyList<string> Validate(string options)
    {
        var candidate = new FixedCandidate($$"""{ "McpProxy": { "MediaNegotiation": { "x": {{options}} } } }""") { Folder = _folder };
        return SomeTransform.Validate(new MediaNegotiationFactory(candidate), candidate, new() { ["MediaNegotiation"] = "x" });
    }

    private string Write(string json, string name = "file.json")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, json);
        return path;
    }
}
