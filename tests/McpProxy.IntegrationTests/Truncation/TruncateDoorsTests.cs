using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>The Truncate transform, through both doors.</summary>
public sealed class TruncateDoorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OverTheLimit_IsTheSameThroughBothDoors()
    {
        await using var upstream = await JsonUpstream.StartAsync(WorkflowList.Json);
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);
        var result = await proxy.CallAsync("list");

        Assert.Equal(WorkflowList.Cut, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(WorkflowList.Cut.Length, response.Content.Headers.ContentLength);
        Assert.Null(response.Headers.ETag);
        Assert.Equal(WorkflowList.Cut, result.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(2, result.GetProperty("structuredContent").GetProperty("returned_count").GetInt32());
    }

    [Fact]
    public async Task List_WithinTheLimit_IsUntouched()
    {
        const string Json = "{ \"workflows\" : [ 1, 2 ],\n \"nextToken\": \"t\" }\n";
        await using var upstream = await JsonUpstream.StartAsync(Json);
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        Assert.Equal(Json, await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Select_IsTheSameThroughBothDoors()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"workflows":[{"id":1,"sql":"…"},{"id":2,"sql":"…"}],"nextToken":"t"}""");
        await using var proxy = await StartAsync(upstream, """{ "Select": [ "workflows.id" ] }""");

        var http = await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel);

        Assert.Equal("""{"workflows":[{"id":1},{"id":2}]}""", http);
        Assert.Equal(http, (await proxy.CallAsync("list")).GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Root_ThatIsAnArray_IsWrapped()
    {
        await using var upstream = await JsonUpstream.StartAsync("[1,2,3]");
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        var json = await proxy.Http.GetFromJsonAsync<JsonElement>(new Uri("/list", UriKind.Relative), Cancel);

        Assert.Equal("[1,2]", json.GetProperty("items").GetRawText());
        Assert.Equal(3, json.GetProperty("original_count").GetInt32());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Encoded_IsDecodedFirst(string encoding)
    {
        await using var upstream = await JsonUpstream.StartEncodedAsync(WorkflowList.Json, encoding, "application/vnd.amcworkflows.v1+json");
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(WorkflowList.Cut, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(WorkflowList.Cut, (await proxy.CallAsync("list")).GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task OtherCharset_BecomesUtf8()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":["é",2,3]}""", "application/json; charset=iso-8859-1", Encoding.Latin1);
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 1, "Note": false }""");

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);

        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.Equal("""{"a":["é"]}"""u8.ToArray(), await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task HeadAndOtherTypes_AreUntouched()
    {
        await using var upstream = await JsonUpstream.StartAsync(WorkflowList.Json, "text/plain");
        await using var json = await JsonUpstream.StartAsync(WorkflowList.Json);
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);
        await using var jsonProxy = await StartAsync(json, WorkflowList.Limits);

        using var head = await jsonProxy.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/list"), Cancel);

        Assert.Equal(WorkflowList.Json, await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
        Assert.Equal(WorkflowList.Json.Length, head.Content.Headers.ContentLength);
        Assert.Equal("\"v1\"", head.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Malformed_IsAnErrorOnBothDoors()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":[1,2,oops]}""");
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 5 }""");

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var result = await proxy.CallAsync("list");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("malformed_json", problem.GetProperty("code").GetString());
        Assert.Equal("malformed_json", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Malformed_WithKeepValid_IsMarked()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":[1,2,oops]}""");
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 5, "Malformed": "KeepValid" }""");

        Assert.Equal(
            """{"a":[1,2],"truncated":true,"_truncation":[{"error":"malformed_json","at_byte":10}]}""",
            await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Malformed_AfterTheBeginningHasLeft_BreaksTheAnswerOff()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"a\":[" + string.Concat(Enumerable.Repeat("1,", 100_000)) + "x]}");
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxStringBytes": 5 }""");

        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task Kept_LeavesBeforeTheUpstreamHasEnded()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"a\":[1,2,3,4");
            await seen.Task;
            await context.Response.WriteAsync(",5],\"b\":6}");
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "Note": false }""");

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var first = new byte[9];
        await body.ReadExactlyAsync(first, Cancel);
        seen.SetResult();
        using var rest = new StreamReader(body);

        Assert.Equal("{\"a\":[1,2"u8.ToArray(), first);
        Assert.Equal("],\"b\":6}", await rest.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Count_Off_LeavesAnEndlessUpstream()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartEndlessAsync(left);
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "Count": false }""");

        Assert.StartsWith("""{"items":[1,1],"truncated":true""", await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel), StringComparison.Ordinal);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string limits) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" }, "Transforms": [ { "Truncate": "some" } ] } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list" } } },
          "McpProxy": { "Truncate": { "some": {{limits}} } }
        }
        """);
}
