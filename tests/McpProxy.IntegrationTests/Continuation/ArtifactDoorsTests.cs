using System.Net;
using System.Text;
using System.Text.Json;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>What was cut from an answer can be read, through both doors.</summary>
public sealed class ArtifactDoorsTests
{
    private const string Limits = """ "MaxItems": 10, "Cursors": [ "$.nextToken" ], "Continuation": "Artifact" """;

    private static readonly string Json = ContinuationHost.Workflows(10_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Http_Item9999Of10000_IsRead()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);

        using var response = await host.GetAsync("/lists/all");
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        var address = Address(answer.RootElement);
        Assert.Equal($"<{address}>; rel=\"alternate\"; title=\"whole answer\"", response.Headers.GetValues("Link").Single());
        Assert.Equal(10, answer.RootElement.GetProperty("workflows").GetArrayLength());

        var window = await host.GetJsonAsync($"{address}?pointer=/workflows&offset=9999&limit=1");
        Assert.Equal($$"""{"items":[{{ContinuationHost.Workflow(9999)}}],"offset":9999,"returned_count":1}""", window.GetRawText());
        Assert.Equal(ContinuationHost.Workflow(9999), (await host.GetJsonAsync($"{address}?pointer=/workflows/9999")).GetRawText());
        Assert.Equal("page-2", (await host.GetJsonAsync($"{address}?pointer=/nextToken")).GetString());
    }

    [Fact]
    public async Task Http_Whole_KnowsRangesConditionsAndHead()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var address = Address(await host.GetJsonAsync("/lists/all"));

        using var whole = await host.GetAsync(address);
        Assert.Equal(Json, await whole.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", whole.Content.Headers.ContentType!.ToString());
        Assert.True(whole.Headers.CacheControl!.NoStore);
        var tag = whole.Headers.ETag!;

        using var range = await host.GetAsync(address, r => r.Headers.TryAddWithoutValidation("Range", "bytes=100000-100999"));
        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal(Json[100_000..101_000], await range.Content.ReadAsStringAsync(Cancel));
        Assert.Equal($"bytes 100000-100999/{Json.Length}", range.Content.Headers.ContentRange!.ToString());

        using var same = await host.GetAsync(address, r => r.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using var beyond = await host.GetAsync(address, r => r.Headers.TryAddWithoutValidation("Range", "bytes=99999999-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        using var other = await host.GetAsync(address, r => r.Headers.TryAddWithoutValidation("Range", "items=0-9"));
        Assert.Equal((HttpStatusCode.OK, Json), (other.StatusCode, await other.Content.ReadAsStringAsync(Cancel)));

        using var head = await host.GetAsync(address, method: HttpMethod.Head);
        Assert.Equal(Json.Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Mcp_Item9999Of10000_IsReadAsResourceAndByTool(bool byRoute, bool byTool)
    {
        await using var host = await ContinuationHost.StartAsync(Json, byRoute ? Limits : "", byTool ? Limits.Replace("10", "7", StringComparison.Ordinal) : "");

        var result = await host.Proxy.CallAsync("list");
        var link = result.GetProperty("content")[1];
        var uri = link.GetProperty("uri").GetString()!;
        Assert.Equal(("resource_link", "application/json", Json.Length), (link.GetProperty("type").GetString(), link.GetProperty("mimeType").GetString(), link.GetProperty("size").GetInt32()));
        Assert.StartsWith("mcpproxy://artifacts/", uri, StringComparison.Ordinal);
        var structured = result.GetProperty("structuredContent");
        Assert.Equal(uri, Address(structured));
        Assert.Equal(byTool ? 7 : 10, structured.GetProperty("workflows").GetArrayLength());

        var content = await host.ReadAsync($"{uri}?pointer=/workflows&offset=9999&limit=1");
        var window = $$"""{"items":[{{ContinuationHost.Workflow(9999)}}],"offset":9999,"returned_count":1}""";
        Assert.Equal(window, content.GetProperty("text").GetString());
        Assert.Equal("application/json", content.GetProperty("mimeType").GetString());

        var byName = await host.Proxy.CallAsync("read_artifact", JsonSerializer.Serialize(new { id = uri, pointer = "/workflows", offset = 9999, limit = 1 }));
        Assert.Equal(window, byName.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("wf-9999", byName.GetProperty("structuredContent").GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Mcp_WindowAfterWindow_HasEachItemOnce()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var uri = Address((await host.Proxy.CallAsync("list")).GetProperty("structuredContent"));
        var ids = new List<string>();
        long? offset = 0;
        while (offset is not null)
        {
            using var window = JsonDocument.Parse((await host.ReadAsync($"{uri}?pointer=%2Fworkflows&offset={offset}")).GetProperty("text").GetString()!);
            ids.AddRange(window.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            offset = window.RootElement.TryGetProperty("next_offset", out var next) ? next.GetInt64() : null;
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"wf-{i}"), ids);
    }

    [Fact]
    public async Task Mcp_RangeAfterRange_IsTheWholeText()
    {
        var json = $$"""{"list":["{{new string('é', 30_000)}}","{{new string('漢', 30_000)}}😀",3]}""";
        await using var host = await ContinuationHost.StartAsync(json, """ "MaxItems": 1, "Continuation": "Artifact" """, artifacts: """, "MaxReadBytes": 10000 """);
        var uri = Address((await host.Proxy.CallAsync("list")).GetProperty("structuredContent"));
        var text = new StringBuilder();
        var length = Encoding.UTF8.GetByteCount(json);
        for (var at = 0; at < length; at += 9_001)
        {
            text.Append((await host.ReadAsync($"{uri}?range={at}-{at + 9_000}")).GetProperty("text").GetString());
        }

        Assert.Equal(json, text.ToString());
    }

    [Fact]
    public async Task Mcp_MoreThanIsReadAtATime_IsRefusedWithAWay()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var uri = Address((await host.Proxy.CallAsync("list")).GetProperty("structuredContent"));

        var error = (await host.ReadAsync(uri)).GetProperty("error");
        Assert.Equal("part_too_large", error.GetProperty("data").GetProperty("code").GetString());
        Assert.Contains("pointer=", error.GetProperty("data").GetProperty("hint").GetString(), StringComparison.Ordinal);

        Assert.Equal("part_too_large", (await host.ReadAsync($"{uri}?pointer=/workflows")).GetProperty("error").GetProperty("data").GetProperty("code").GetString());
        var byTool = await host.Proxy.CallAsync("read_artifact", JsonSerializer.Serialize(new { id = uri, range = "0-" }));
        Assert.True(byTool.GetProperty("isError").GetBoolean());
    }

    [Theory]
    [InlineData("pointer=workflows", "bad_part", 400)]
    [InlineData("offset=-1", "bad_part", 400)]
    [InlineData("pointer=/workflows&limit=0", "bad_part", 400)]
    [InlineData("pointer=/workflows&pointer=/total", "bad_part", 400)]
    [InlineData("range=5-1", "bad_part", 400)]
    [InlineData("range=0-1&pointer=/total", "bad_part", 400)]
    [InlineData("other=1", "bad_part", 400)]
    [InlineData("pointer=/nothing", "no_such_part", 404)]
    [InlineData("pointer=/workflows/10000", "no_such_part", 404)]
    [InlineData("pointer=/total&offset=0", "not_an_array", 400)]
    public async Task Http_PartThatIsNone_IsExplained(string query, string code, int status)
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var address = Address(await host.GetJsonAsync("/lists/all"));

        using var response = await host.GetAsync($"{address}?{query}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Window_BehindTheEnd_IsEmpty()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var address = Address(await host.GetJsonAsync("/lists/all"));

        Assert.Equal("""{"items":[],"offset":10000,"returned_count":0}""", (await host.GetJsonAsync($"{address}?pointer=/workflows&offset=10000")).GetRawText());
    }

    [Fact]
    public async Task Answer_WithinTheLimits_LeavesNothing()
    {
        await using var host = await ContinuationHost.StartAsync(ContinuationHost.Workflows(10), Limits);

        using var response = await host.GetAsync("/lists/all");
        var result = await host.Proxy.CallAsync("list");

        Assert.False(response.Headers.Contains("Link"));
        Assert.Equal(ContinuationHost.Workflows(10), await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(1, result.GetProperty("content").GetArrayLength());
        Assert.Equal(0, host.Files());
    }

    [Fact]
    public async Task Answer_LargerThanIsKept_StillComesAndSaysSo()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits, artifacts: """, "MaxBytes": 100000 """);

        var answer = await host.GetJsonAsync("/lists/all");
        var result = await host.Proxy.CallAsync("list");

        Assert.Equal(10, answer.GetProperty("workflows").GetArrayLength());
        Assert.Equal("The whole answer is larger than what is kept of one.", answer.GetProperty("_truncation")[0].GetProperty("not_kept").GetString());
        Assert.Equal(1, result.GetProperty("content").GetArrayLength());
        Assert.Equal(0, host.Files());
    }

    [Fact]
    public async Task Disk_ThatCannotBeWritten_HarmsNoAnswer()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits, artifacts: """, "Tool": "read" """);
        await File.WriteAllTextAsync(host.Folder, "", Cancel); // a file where the folder would be

        var answer = await host.GetJsonAsync("/lists/all");

        Assert.Equal("The whole answer could not be written.", answer.GetProperty("_truncation")[0].GetProperty("not_kept").GetString());
        File.Delete(host.Folder);
    }

    [Fact]
    public async Task File_ThatWasTamperedWith_IsNotRead()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        var address = Address(await host.GetJsonAsync("/lists/all"));
        var file = Directory.GetFiles(host.Folder, "*.artifact", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("wf-1"u8));
        bytes[10] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);

        using var response = await host.GetAsync($"{address}?pointer=/workflows&offset=1&limit=1");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(0, host.Files());
    }

    [Fact]
    public async Task Lists_NameReaders_OnlyWhereSomethingMakesArtifacts()
    {
        const string Toolsets = """
            , "Toolsets": { "both": { "Include": [ "*" ] }, "named": { "Include": [ "list" ] }, "other": { "Include": [ "plain" ] }, "without": { "Include": [ "*" ], "Exclude": [ "read_artifact" ] } }
            """;
        await using var host = await ContinuationHost.StartAsync(Json, Limits, mcp: Toolsets);

        Assert.Equal(["list", "plain", "read_artifact"], await ToolsAsync(host, "/mcp"));
        Assert.Equal(["list", "plain", "read_artifact"], await ToolsAsync(host, "/mcp/both"));
        Assert.Equal(["list", "read_artifact"], await ToolsAsync(host, "/mcp/named"));
        Assert.Equal(["plain"], await ToolsAsync(host, "/mcp/other"));
        Assert.Equal(["list", "plain"], await ToolsAsync(host, "/mcp/without"));
        var templates = await host.SendAsync("resources/templates/list", endpoint: "/mcp/named");
        Assert.Equal("mcpproxy://artifacts/{id}{?pointer,offset,limit,range}", templates.GetProperty("result").GetProperty("resourceTemplates")[0].GetProperty("uriTemplate").GetString());
        Assert.True((await host.SendAsync("resources/templates/list", endpoint: "/mcp/other")).TryGetProperty("error", out _));

        await using var without = await ContinuationHost.StartAsync(Json, """ "MaxItems": 10 """);
        Assert.Equal(["list", "plain"], await ToolsAsync(without, "/mcp"));
    }

    [Fact]
    public async Task ManyAtOnce_EachReadsItsOwn()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            for (var i = 0; i < 5; i++)
            {
                var address = Address(await host.GetJsonAsync("/lists/all"));
                var at = (n * 1000) + i;
                Assert.Equal($"wf-{at}", (await host.GetJsonAsync($"{address}?pointer=/workflows/{at}/id")).GetString());
            }
        }));
    }

    private static string Address(JsonElement answer) => answer.GetProperty("_truncation")[0].GetProperty("resource").GetString()!;

    private static async Task<IEnumerable<string>> ToolsAsync(ContinuationHost host, string endpoint) =>
        (await host.SendAsync("tools/list", endpoint: endpoint)).GetProperty("result").GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!);
}
