using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Limits of a tool, its toolset and its call for answers in rows and in plain text, which the tool collects.</summary>
public sealed class ToolTextLimitsTests
{
    private const string Lines = "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n";

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("")]
    public async Task Text_EndsWithACharacter_AndSaysHowMuchIsMissing(string type)
    {
        // 32 tokens are 96 bytes: one and 47 of two bytes, and one more that is half inside.
        var text = "x" + new string('ä', 5000);
        await using var upstream = await JsonUpstream.StartAsync(text, type, type.EndsWith("16", StringComparison.Ordinal) ? Encoding.Unicode : null);
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 32 }""");

        var result = await proxy.CallAsync("get");

        Assert.Equal("x" + new string('ä', 47) + "\n[truncated: only the first 95 of 10001 bytes are returned]\n", Text(result));
        Assert.Equal(("text_truncated", "Only the first 95 of 10001 bytes are returned."), Notice(result));
    }

    [Theory]
    [InlineData("""{ "MaxTokens": 4000 }""", "{}", ", \"mcpproxy/maxTokens\": 32")]
    [InlineData("{}", """{ "MaxTokens": 32 }""", "")]
    public async Task Text_IsCutToWhatToolsetAndCallAllow(string response, string toolset, string meta)
    {
        await using var upstream = await JsonUpstream.StartAsync(new string('x', 500), "text/plain");
        await using var proxy = await StartAsync(upstream, response, toolset: toolset);

        using var answer = await proxy.SendCallAsync("get", "{}", request => request.RequestUri = new Uri("/mcp/some", UriKind.Relative), meta);
        var result = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("result");

        Assert.Equal(new string('x', 96) + "\n[truncated: only the first 96 of 500 bytes are returned]\n", Text(result));
    }

    [Fact]
    public async Task Text_WithinItsLimit_IsUntouched()
    {
        await using var upstream = await JsonUpstream.StartAsync(new string('x', 96), "text/plain");
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 32 }""");

        var result = await proxy.CallAsync("get");

        Assert.Equal(new string('x', 96), Text(result));
        Assert.False(result.TryGetProperty("_meta", out var meta) && meta.TryGetProperty("mcpproxy/notice", out _));
    }

    [Fact]
    public async Task Text_LongerThanIsHeld_IsCut()
    {
        await using var upstream = await JsonUpstream.StartEncodedAsync(new string('x', 1_000_000), "gzip", "text/plain");
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 32, "MaxBytes": 1024, "Note": false }""");

        var result = await proxy.CallAsync("get");

        Assert.Equal(new string('x', 96), Text(result));
        Assert.Equal("Only the first 96 of 1000000 bytes are returned.", Notice(result).Message);
    }

    [Fact]
    public async Task Text_ThatIsNotCounted_IsReadNoFurther()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(new string('x', 200));
            await context.Response.Body.FlushAsync();
            await left.Task; // It never ends by itself.
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 32, "Count": false }""");

        Assert.Equal(new string('x', 96) + "\n[truncated: only the first 96 bytes are returned]\n", Text(await proxy.CallAsync("get")));
    }

    [Theory]
    [InlineData("""{ "MaxRows": 2 }""", "{}")]
    [InlineData("""{ "MaxRows": 2, "Note": false }""", """{ "MaxRows": 2 }""")]
    [InlineData("""{ "CutAtBytes": 64, "MaxRows": 2 }""", """{ "MaxRows": 5 }""")]
    [InlineData("{}", """{ "MaxRows": 2 }""")]
    [InlineData("""{ "MaxRows": 5 }""", """{ "MaxRows": 2 }""")]
    public async Task JsonLines_AreCut_AndOneNoteTellsOfRouteAndTool(string response, string route)
    {
        await using var upstream = await JsonUpstream.StartAsync(Lines, "application/x-ndjson");
        await using var proxy = await StartAsync(upstream, response, route);

        var result = await proxy.CallAsync("get");

        Assert.Equal("""{"events":[{"id":1},{"id":2},{"truncated":true,"original_count":3,"returned_count":2}]}""", Text(result));
        Assert.Equal(("rows_truncated", "Only the first 2 of 3 rows are returned."), Notice(result));
        Assert.Equal(1, result.GetProperty("_meta").GetProperty("mcpproxy/notice").GetArrayLength());
    }

    [Fact]
    public async Task JsonLines_OfATool_EndWithTheLastThatFits_WhateverProgressSays()
    {
        var progress = string.Concat(Enumerable.Range(1, 50).Select(i => $"{{\"progress\":{i}}}\n"));
        await using var upstream = await JsonUpstream.StartAsync(progress + string.Concat(Enumerable.Range(1, 50).Select(i => $"{{\"id\":{i}}}\n")), "application/x-ndjson");
        await using var proxy = await StartAsync(upstream, """{ "MaxTokens": 32, "Note": false }""");

        var result = await proxy.CallAsync("get");

        // Nine of nine bytes each, and one of ten.
        Assert.Equal(10, JsonDocument.Parse(Text(result)).RootElement.GetProperty("events").GetArrayLength());
        Assert.Equal("Only the first 10 of 50 rows are returned.", Notice(result).Message);
    }

    [Theory]
    [InlineData("""{ "MaxRows": 1 }""")]
    [InlineData("""{ "MaxTokens": 32 }""")]
    public async Task Csv_OfATool_IsCutAtRecords(string response)
    {
        await using var upstream = await JsonUpstream.StartAsync($"id,name\n1,\"{new string('a', 60)}\nb\"\n2,{new string('c', 60)}\n", "text/csv");
        await using var proxy = await StartAsync(upstream, response);

        var result = await proxy.CallAsync("get");

        Assert.Equal($"id,name\n1,\"{new string('a', 60)}\nb\"\n", Text(result));
        Assert.Equal("Only the first 1 of 2 rows are returned.", Notice(result).Message);
    }

    [Fact]
    public async Task Events_OfATool_AreCut()
    {
        await using var upstream = await JsonUpstream.StartAsync("data: {\"id\":1}\n\n: still here\n\ndata: {\"id\":2}\n\n", "text/event-stream");
        await using var proxy = await StartAsync(upstream, """{ "Views": { "short": { "MaxRows": 1 } } }""");

        Assert.Equal("""{"events":[{"id":1},{"id":2}]}""", Text(await proxy.CallAsync("get")));
        Assert.Equal("""{"events":[{"id":1},{"truncated":true,"original_count":2,"returned_count":1}]}""", Text(await proxy.CallAsync("get", """{ "view": "short" }""")));
    }

    [Fact]
    public async Task Json_OfARouteThatShortensIt_KeepsItsNote_WhereTheToolLimitsRowsAlone()
    {
        await using var upstream = await JsonUpstream.StartAsync("""{"a":[1,2,3]}""");
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 1 }""", """{ "MaxItems": 1 }""");

        Assert.Contains("\"original_count\":3", Text(await proxy.CallAsync("get")), StringComparison.Ordinal);
    }

    private static string Text(JsonElement result) => result.GetProperty("content")[0].GetProperty("text").GetString()!;

    private static (string? Code, string? Message) Notice(JsonElement result)
    {
        var notice = result.GetProperty("_meta").GetProperty("mcpproxy/notice")[0];
        return (notice.GetProperty("code").GetString(), notice.GetProperty("message").GetString());
    }

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string response, string route = "{}", string toolset = "{}") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/all" }{{(route == "{}" ? "" : """, "Transforms": [ { "Truncate": "some" } ]""")}} } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": {
            "Tools": { "get": { "Route": "all", "Request": "GET /all", "Response": {{response}} } },
            "Toolsets": { "some": {{toolset}} }
          },
          "McpProxy": {{(route == "{}" ? "{}" : $$"""{ "Truncate": { "some": {{route}} } }""")}}
        }
        """);
}
