using System.Net;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Row limits of NDJSON, CSV and event streams, through both doors.</summary>
public sealed class RowDoorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JsonLines_AreCutThroughBothDoors()
    {
        await using var upstream = await JsonUpstream.StartAsync("{\"id\":1}\n{\"progress\":1,\"total\":2}\n{\"id\":2}\n{\"id\":3}\n", "application/x-ndjson");
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 2 }""");

        var http = await proxy.Http.GetStringAsync(new Uri("/rows", UriKind.Relative), Cancel);
        var result = await proxy.CallAsync("rows");

        const string Note = "{\"truncated\":true,\"original_count\":3,\"returned_count\":2}";
        Assert.Equal("{\"id\":1}\n{\"progress\":1,\"total\":2}\n{\"id\":2}\n" + Note + "\n", http);
        Assert.Equal([1, 2, 0], result.GetProperty("structuredContent").EnumerateObject().First().Value.EnumerateArray().Select(i => i.TryGetProperty("id", out var id) ? id.GetInt32() : 0));
        Assert.Equal("rows_truncated", Notice(result).GetProperty("code").GetString());
        Assert.Equal("Only the first 2 of 3 rows are returned.", Notice(result).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Csv_ThatIsShort_SaysSoInAHeader()
    {
        await using var upstream = await JsonUpstream.StartAsync("id,name\n1,\"a\nb\"\n2,c\n3,d\n", "text/csv; charset=utf-8");
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 1 }""");

        using var response = await proxy.Http.GetAsync(new Uri("/rows", UriKind.Relative), Cancel);
        var result = await proxy.CallAsync("rows");

        Assert.Equal("id,name\n1,\"a\nb\"\n", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("rows_truncated", response.Headers.GetValues("X-McpProxy-Notice").Single());
        Assert.Equal("id,name\n1,\"a\nb\"\n", result.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("Only the first 1 of 3 rows are returned.", Notice(result).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Csv_ThatStreams_SaysSoInATrailer()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/csv";
            await context.Response.WriteAsync("id\n1\n2\n");
            await context.Response.Body.FlushAsync();
            for (var i = 3; i <= 20_000; i++)
            {
                await context.Response.WriteAsync($"{i}\n");
            }
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 2 }""", """, "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } }""");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/rows") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await proxy.Http.SendAsync(request, Cancel);

        Assert.Equal("id\n1\n2\n", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("2", response.Headers.GetValues("X-McpProxy-Max-Rows").Single());
        Assert.Equal("rows_truncated", response.TrailingHeaders.GetValues("X-McpProxy-Notice").Single());
    }

    [Fact]
    public async Task Events_PassAsTheyCome_AndTheNoteIsTheLastOne()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"id\":1}\n\n");
            await context.Response.Body.FlushAsync();
            await (context.Request.Query.ContainsKey("wait") ? seen.Task : Task.CompletedTask);
            await context.Response.WriteAsync("data: {\"id\":2}\n\ndata: {\"id\":3}\n\n");
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 1 }""");

        using var response = await proxy.Http.GetAsync(new Uri("/rows?wait", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var first = new byte["data: {\"id\":1}\n\n".Length];
        await body.ReadExactlyAsync(first, Cancel);
        seen.SetResult();
        using var rest = new StreamReader(body);

        Assert.Equal("data: {\"id\":1}\n\n"u8.ToArray(), first);
        Assert.Equal("event: truncated\ndata: {\"truncated\":true,\"original_count\":3,\"returned_count\":1}\n\n", await rest.ReadToEndAsync(Cancel));
        Assert.Contains("\"original_count\":3", (await proxy.CallAsync("rows")).GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_WithoutLimit_AreUntouched()
    {
        await using var upstream = await JsonUpstream.StartAsync("1\n2\n3\n", "application/x-ndjson");
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 1, "MaxBytes": 64 }""");

        using var response = await proxy.Http.GetAsync(new Uri("/rows", UriKind.Relative), Cancel);

        Assert.Equal("1\n2\n3\n", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("\"v1\"", response.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Json_WithARowLimitAlone_IsUntouched()
    {
        await using var upstream = await JsonUpstream.StartAsync("[1,2,3]");
        await using var proxy = await StartAsync(upstream, """{ "MaxRows": 1 }""");

        using var response = await proxy.Http.GetAsync(new Uri("/rows", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"v1\"", response.Headers.ETag?.Tag);
    }

    private static JsonElement Notice(JsonElement result) => result.GetProperty("_meta").GetProperty("mcpproxy/notice")[0];

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string limits, string more = "") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "rows": { "ClusterId": "up", "Match": { "Path": "/rows" }, "Transforms": [ { "Truncate": "some" } ] } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "rows": { "Route": "rows", "Request": "GET /rows" } } },
          "McpProxy": { "Truncate": { "some": {{limits}} } }{{more}}
        }
        """);
}
