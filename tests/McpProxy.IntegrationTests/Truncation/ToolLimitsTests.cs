using System.Text;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Limits in a tool's own Response.</summary>
public sealed class ToolLimitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OverTheLimit_IsCutForTheToolOnly()
    {
        await using var upstream = await JsonUpstream.StartAsync(WorkflowList.Json);
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        var result = await proxy.CallAsync("list");

        Assert.Equal(WorkflowList.Cut, Text(result));
        Assert.Equal(2, result.GetProperty("structuredContent").GetProperty("returned_count").GetInt32());
        Assert.Equal(WorkflowList.Json, await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task List_WithinTheLimit_IsByteIdentical()
    {
        const string Json = "{ \"workflows\" : [ 1, 2 ],\n \"nextToken\": \"t\" }\n";
        await using var upstream = await JsonUpstream.StartAsync(Json);
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        Assert.Equal(Json, Text(await proxy.CallAsync("list")));
    }

    [Fact]
    public async Task MaxBytes_IsAboutWhatIsKept()
    {
        await using var upstream = await JsonUpstream.StartAsync(Endless(items: 200_000));
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 3, "MaxBytes": 1024 }""");
        await using var tooMany = await StartAsync(upstream, """{ "MaxItems": 150000, "MaxBytes": 1024 }""");

        var result = (await proxy.CallAsync("list")).GetProperty("structuredContent");
        var refused = await tooMany.CallAsync("list");

        Assert.Equal((200_000, 3), (result.GetProperty("original_count").GetInt32(), result.GetProperty("returned_count").GetInt32()));
        Assert.Equal("response_too_large", ErrorCode(refused));
    }

    [Fact]
    public async Task MaxTokens_EndsTheList()
    {
        await using var upstream = await JsonUpstream.StartAsync(Endless(items: 5000));
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 100, "Note": false }""");

        var text = Text(await proxy.CallAsync("list"));

        Assert.InRange(text.Length, 280, 300);
        Assert.EndsWith("]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RootArray_LargerThanAnAnswerOnItsWayMayHoldBack_HasItsNote()
    {
        var item = new string('x', 1000);
        await using var upstream = await JsonUpstream.StartAsync($"[{string.Join(",", Enumerable.Repeat($"\"{item}\"", 3000))}]");
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2000 }""");

        var result = (await proxy.CallAsync("list")).GetProperty("structuredContent");

        Assert.Equal(2000, result.GetProperty("items").GetArrayLength());
        Assert.Equal(3000, result.GetProperty("original_count").GetInt32());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Encoded_IsDecodedWhileItArrives(string encoding)
    {
        await using var upstream = await JsonUpstream.StartEncodedAsync("""{"é":[1,2,3""" + string.Concat(Enumerable.Repeat(",\"fill\"", 300_000)) + "]}", encoding, "application/json; charset=utf-16", Encoding.Unicode);
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "MaxBytes": 1024 }""");

        Assert.StartsWith("""{"é":[1,2],"truncated":true,"original_count":300003,""", Text(await proxy.CallAsync("list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoded_Damaged_IsAnError()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("no gzip at all");
        });
        await using var proxy = await StartAsync(upstream, WorkflowList.Limits);

        Assert.Equal("bad_content_encoding", ErrorCode(await proxy.CallAsync("list")));
    }

    [Fact]
    public async Task Malformed_IsAnErrorOrMarked()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":[1,2,oops]}""");
        await using var strict = await StartAsync(upstream, """{ "MaxItems": 5 }""");
        await using var lenient = await StartAsync(upstream, """{ "MaxItems": 5, "Malformed": "KeepValid" }""");

        Assert.Equal("malformed_json", ErrorCode(await strict.CallAsync("list")));
        Assert.Equal("""{"a":[1,2],"truncated":true,"_truncation":[{"error":"malformed_json","at_byte":10}]}""", Text(await lenient.CallAsync("list")));
    }

    [Fact]
    public async Task BodyThatEndsTooEarly_IsMalformed()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":[1,2""");
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 1 }""");

        Assert.Equal("malformed_json", ErrorCode(await proxy.CallAsync("list")));
    }

    [Theory]
    [InlineData(200, "text/plain")]
    [InlineData(200, "application/x-ndjson")]
    [InlineData(200, "application/vnd.mcp.tool-result+json")]
    [InlineData(404, "application/json")]
    public async Task OtherAnswers_AreUntouched(int status, string type)
    {
        const string Json = """{"content":[{"type":"text","text":"1"},{"type":"text","text":"2"},{"type":"text","text":"3"}]}""";
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(Json);
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 1 }""");
        await using var without = await StartAsync(upstream, "{}");

        Assert.Equal(Text(await without.CallAsync("list")), Text(await proxy.CallAsync("list")));
    }

    [Fact]
    public async Task UntypedJson_IsCut_AndOtherUntypedTextIsNot()
    {
        await using var json = await JsonUpstream.StartAsync(context => context.Response.WriteAsync(" [1,2,3]"));
        await using var text = await JsonUpstream.StartAsync(context => context.Response.WriteAsync("plain, 1, 2"));
        await using var jsonProxy = await StartAsync(json, """{ "MaxItems": 1, "Note": false }""");
        await using var textProxy = await StartAsync(text, """{ "MaxItems": 1 }""");

        Assert.Equal(" [1]", Text(await jsonProxy.CallAsync("list")));
        Assert.Equal("plain, 1, 2", Text(await textProxy.CallAsync("list")));
    }

    [Fact]
    public async Task Count_Off_LeavesAnEndlessUpstream()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartEndlessAsync(left);
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "Count": false }""");

        Assert.StartsWith("""{"items":[1,1],"truncated":true""", Text(await proxy.CallAsync("list")), StringComparison.Ordinal);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public async Task Select_ComesBeforeTheLimits()
    {
        await using var upstream = await JsonUpstream.StartAsync(
            $"[{string.Join(",", Enumerable.Range(0, 100).Select(i => $$"""{ "profileId": {{i}}, "secret": "{{new string('x', 500)}}", "accountInfo": {"id":1,"name":"n"} }"""))}]");
        await using var proxy = await StartAsync(upstream, """{ "Select": [ "profileId", "accountInfo.name" ], "MaxItems": 50, "MaxTokens": 4000 }""");

        var result = (await proxy.CallAsync("list")).GetProperty("structuredContent");

        Assert.Equal(50, result.GetProperty("items").GetArrayLength());
        Assert.Equal("""{ "profileId": 49,"accountInfo": {"name":"n"} }""", result.GetProperty("items")[49].GetRawText());
        Assert.Equal(100, result.GetProperty("original_count").GetInt32());
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":2}\n", """{"a":1}""")]
    [InlineData("{\"a\":1,\"b\":2}\n{\"b\":2}\n", """{"events":[{"a":1},{}]}""")]
    public async Task Select_IsForEachEventOfAStream(string lines, string expected)
    {
        await using var upstream = await JsonUpstream.StartAsync(lines, "application/x-ndjson");
        await using var proxy = await StartAsync(upstream, """{ "Select": [ "a" ] }""");

        Assert.Equal(expected, Text(await proxy.CallAsync("list")));
    }

    [Fact]
    public async Task Select_OfAnAnswerThatIsNoJson_IsAnError()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":1,"secret":2""");
        await using var proxy = await StartAsync(upstream, """{ "Select": [ "a" ] }""");

        Assert.Equal("malformed_json", ErrorCode(await proxy.CallAsync("list")));
    }

    [Fact]
    public async Task UpstreamThatBreaksOff_IsSaidToHave()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("[1,2,3");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "Malformed": "KeepValid" }""");

        Assert.Equal("upstream_unreachable", (await proxy.CallAsync("list")).GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    private static string Endless(int items) => $$"""{"items":[{{string.Join(",", Enumerable.Range(0, items).Select(i => $$"""{"id":{{i}}}"""))}}]}""";

    private static string Text(JsonElement result) => result.GetProperty("content")[0].GetProperty("text").GetString()!;

    private static string ErrorCode(JsonElement result) => result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString()!;

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string response) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" } } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list", "Response": {{response}} } } }
        }
        """);
}
