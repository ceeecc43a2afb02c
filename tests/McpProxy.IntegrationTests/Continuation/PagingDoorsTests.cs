using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Truncation;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>A list that was cut is read on from there, through both doors, and nothing is lost or comes twice.</summary>
public sealed class PagingDoorsTests
{
    private const string Limits = """ "MaxItems": 50, "Cursors": [ "$.nextToken" ], "Continuation": "Paging" """;

    private static readonly string Json = ContinuationHost.Workflows(10_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http", true)]
    [InlineData("mcp", true)]
    [InlineData("mcp", false)]
    public async Task List_OfAnApiWithoutPages_HasEachItemOnce(string door, bool byRoute)
    {
        await using var host = await ContinuationHost.StartAsync(Json, byRoute ? Limits : "", byRoute ? "" : Limits);

        var (ids, pages, cursors) = await ReadAllAsync(host, door, "workflows");

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"wf-{i}"), ids);
        Assert.Equal(200, pages);
        Assert.Equal([199], cursors); // The cursor comes with the last page: only then does it skip nothing.
    }

    [Fact]
    public async Task Pages_AsLargeAsBytesAllow_HaveEachItemOnce()
    {
        var json = $$"""{"workflows":[{{string.Join(",", Enumerable.Range(0, 300).Select(i => $$"""{"id":"wf-{{i}}","text":"{{new string('x', i % 90)}}"}"""))}}]}""";
        await using var host = await ContinuationHost.StartAsync(json, """ "MaxBytes": 1000, "Continuation": "Paging" """);

        foreach (var door in new[] { "http", "mcp" })
        {
            var (ids, pages, _) = await ReadAllAsync(host, door, "workflows");
            Assert.Equal(Enumerable.Range(0, 300).Select(i => $"wf-{i}"), ids);
            Assert.InRange(pages, 15, 100);
        }
    }

    [Fact]
    public async Task RootArray_OfAnyLimit_HasEachItemOnce()
    {
        await using var host = await ContinuationHost.StartAsync($"[{string.Join(", ", Enumerable.Range(0, 95).Select(i => $$"""{"id":"wf-{{i}}"}"""))}]", """ "MaxItems": 50, "Continuation": "Paging" """);

        var (ids, pages, _) = await ReadAllAsync(host, "http", "items", "?limit=10");

        Assert.Equal(Enumerable.Range(0, 95).Select(i => $"wf-{i}"), ids);
        Assert.Equal(10, pages);
    }

    [Fact]
    public async Task Page_SaysWhereItIs()
    {
        await using var host = await ContinuationHost.StartAsync("""{"list":[0,1,2,3,4,5,6],"nextToken":"t"}""", """ "MaxItems": 3, "Cursors": [ "$.nextToken" ], "Continuation": "Paging" """);

        Assert.Equal(
            """{"list":[0,1,2],"truncated":true,"original_count":7,"returned_count":3,"_truncation":[{"next":{"offset":3}},{"pointer":"/list","original_count":7,"returned_count":3},{"pointer":"/nextToken","withheld":true}]}""",
            (await host.GetJsonAsync("/lists/all")).GetRawText());
        Assert.Equal(
            """{"list":[2,3],"truncated":true,"original_count":7,"returned_count":2,"_truncation":[{"next":{"offset":4,"limit":2}},{"pointer":"/list","original_count":7,"returned_count":2,"offset":2},{"pointer":"/nextToken","withheld":true}]}""",
            (await host.GetJsonAsync("/lists/all?limit=2&offset=2")).GetRawText());
        Assert.Equal(
            """{"list":[6],"nextToken":"t","truncated":true,"original_count":7,"returned_count":1,"_truncation":[{"pointer":"/list","original_count":7,"returned_count":1,"offset":6}]}""",
            (await host.GetJsonAsync("/lists/all?offset=6")).GetRawText());
        Assert.Equal(
            """{"list":[],"nextToken":"t","truncated":true,"original_count":7,"returned_count":0,"_truncation":[{"pointer":"/list","original_count":7,"returned_count":0,"offset":99}]}""",
            (await host.GetJsonAsync("/lists/all?offset=99")).GetRawText());
    }

    [Fact]
    public async Task Element_ThatDoesNotFit_IsNotSkippedSilently()
    {
        await using var host = await ContinuationHost.StartAsync($$"""{"list":[1,"{{new string('x', 500)}}",3]}""", """ "MaxBytes": 100, "Continuation": "Paging" """);

        var first = await host.GetJsonAsync("/lists/all");
        Assert.Equal(1, first.GetProperty("_truncation")[0].GetProperty("next").GetProperty("offset").GetInt64());
        var second = await host.GetJsonAsync("/lists/all?offset=1");
        Assert.True(second.GetProperty("_truncation").EnumerateArray().Any(e => e.TryGetProperty("no_next", out _) || e.TryGetProperty("returned_bytes", out _)), second.GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upstream_NeverSeesTheArguments(bool byRoute)
    {
        string? seen = null;
        await using var upstream = await JsonUpstream.StartAsync(context =>
        {
            seen = context.Request.QueryString.Value;
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync("""{"list":[1,2,3]}"""u8.ToArray()).AsTask();
        });
        await using var proxy = await StartAsync(upstream, byRoute ? """ "MaxItems": 1, "Continuation": "Paging" """ : "", byRoute ? "" : """ "MaxItems": 1, "Continuation": "Paging" """);

        var result = await proxy.CallAsync("list", """{ "q": "ab", "offset": 1, "limit": 1 }""");
        Assert.Equal("?q=ab", seen);
        Assert.Equal("[2]", result.GetProperty("structuredContent").GetProperty("list").GetRawText());
        if (byRoute)
        {
            var http = await proxy.Http.GetStringAsync(new Uri("/list?offset=2&q=c", UriKind.Relative), Cancel);
            Assert.Equal("?q=c", seen);
            Assert.StartsWith("""{"list":[3],""", http, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("offset=x")]
    [InlineData("offset=-1")]
    [InlineData("limit=0")]
    public async Task Argument_ThatIsNone_IsRefused(string query)
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits);

        using var response = await host.GetAsync($"/lists/all?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"code\":\"bad_page\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.True((await host.Proxy.CallAsync("list", """{ "offset": -1 }""")).GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task UpstreamsOwnOffset_IsCountedOn()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            var start = int.Parse(context.Request.Query["startIndex"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            var count = int.Parse(context.Request.Query["count"].FirstOrDefault() ?? "100", CultureInfo.InvariantCulture);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(",", Enumerable.Range(0, 230).Skip(start).Take(count))}}]}"""));
        });
        await using var proxy = await StartAsync(upstream, """ "MaxItems": 40, "Continuation": "Paging", "Paging": { "By": "Upstream", "Offset": "startIndex", "Limit": "count" } """, "", """, "startIndex": "integer", "count": "integer" """);

        var all = new List<int>();
        var arguments = "{}";
        for (var page = 0; page < 20 && arguments.Length > 0; page++)
        {
            var answer = (await proxy.CallAsync("list", arguments)).GetProperty("structuredContent");
            all.AddRange(answer.GetProperty("list").EnumerateArray().Select(e => e.GetInt32()));
            // Without a note the page was whole: the upstream's own pages go on behind it.
            arguments = answer.TryGetProperty("_truncation", out var note) ? note[0].GetProperty("next").GetRawText() : all.Count < 230 ? $$"""{ "startIndex": {{all.Count}}, "count": 40 }""" : "";
        }

        Assert.Equal(Enumerable.Range(0, 230), all);
    }

    /// <summary>The number of the next element stays one that JSON can carry.</summary>
    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9007199254740993")]
    [InlineData("99999999999999999999")]
    public async Task UpstreamsOwnOffset_BeyondEveryList_MakesNoNonsense(string offset)
    {
        await using var upstream = await JsonUpstream.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync("""{"list":[1,2,3]}"""u8.ToArray()).AsTask();
        });
        await using var proxy = await StartAsync(upstream, """ "MaxItems": 1, "Continuation": "Paging", "Paging": { "By": "Upstream", "Offset": "start", "Limit": "count" } """, "", """, "start": "integer", "count": "integer" """);

        using var answer = JsonDocument.Parse(await proxy.Http.GetStringAsync(new Uri($"/list?start={offset}", UriKind.Relative), Cancel));

        Assert.InRange(answer.RootElement.GetProperty("_truncation")[0].GetProperty("next").GetProperty("start").GetInt64(), 1, 1L << 53);
    }

    [Fact]
    public async Task UpstreamsCursor_IsFollowedWithSmallerPages()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            var start = int.Parse(context.Request.Query["nextToken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            var end = Math.Min(230, start + int.Parse(context.Request.Query["maxResults"].FirstOrDefault() ?? "100", CultureInfo.InvariantCulture));
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(",", Enumerable.Range(start, end - start))}}]{{(end < 230 ? $",\"nextToken\":\"{end}\"" : "")}}}"""));
        });
        await using var proxy = await StartAsync(
            upstream, """ "MaxItems": 40, "Cursors": [ "nextToken" ], "Continuation": "Paging", "Paging": { "By": "Upstream", "Limit": "maxResults" } """, "", """, "nextToken": "string", "maxResults": "integer" """);

        var all = new List<int>();
        var limit = "";
        var token = "";
        while (true)
        {
            var answer = (await proxy.CallAsync("list", $$"""{ {{string.Join(", ", new[] { limit, token }.Where(p => p.Length > 0))}} }""")).GetProperty("structuredContent");
            if (answer.TryGetProperty("_truncation", out var note))
            {
                Assert.False(answer.TryGetProperty("nextToken", out _));
                limit = $"\"maxResults\": {note[0].GetProperty("next").GetProperty("maxResults")}";
                continue;
            }

            all.AddRange(answer.GetProperty("list").EnumerateArray().Select(e => e.GetInt32()));
            if (!answer.TryGetProperty("nextToken", out var next))
            {
                break;
            }

            token = $"\"nextToken\": \"{next.GetString()}\"";
        }

        Assert.Equal(Enumerable.Range(0, 230), all);
    }

    [Theory]
    [InlineData(""" "MaxItems": 1, "Continuation": "Paging" """, "", """, "limit": "integer" """, "MCP174")]
    [InlineData("", """ "MaxItems": 1, "Continuation": "Paging", "Paging": { "Offset": "q" } """, "", "MCP174")]
    [InlineData(""" "MaxItems": 1, "Continuation": "Paging" """, """ "MaxItems": 1, "Continuation": "Paging" """, "", "MCP175")]
    [InlineData(""" "MaxItems": 1, "Continuation": "Paging", "Note": false """, "", "", ConfigErrorCodes.InvalidValue)]
    [InlineData("", """ "Continuation": "Artifact" """, "", ConfigErrorCodes.InvalidValue)]
    [InlineData(""" "MaxItems": 1, "Paging": { "Offset": "from" } """, "", "", ConfigErrorCodes.InvalidValue)]
    [InlineData(""" "MaxItems": 1, "Continuation": "Paging", "Paging": { "Offset": "limit" } """, "", "", ConfigErrorCodes.InvalidValue)]
    public async Task Configuration_ThatCannotWork_IsRefused(string truncate, string response, string parameters, string code)
    {
        await using var upstream = await JsonUpstream.StartAsync("[]");

        var refusal = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync(upstream, truncate, response, parameters));

        Assert.Contains(refusal.Errors, e => e.Code == code);
    }

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string truncate, string response, string parameters = "") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" } {{(truncate.Length > 0 ? ", \"Transforms\": [ { \"Truncate\": \"short\" } ]" : "")}} } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list", "Parameters": { "q": "string" {{parameters}} }, "Response": { {{response}} } } } }
          {{(truncate.Length > 0 ? $", \"McpProxy\": {{ \"Truncate\": {{ \"short\": {{ {truncate} }} }} }}" : "")}}
        }
        """);

    /// <summary>Follows the notes from page to page.</summary>
    private static async Task<(List<string> Ids, int Pages, List<int> Cursors)> ReadAllAsync(ContinuationHost host, string door, string member, string query = "")
    {
        var ids = new List<string>();
        var cursors = new List<int>();
        var arguments = "{}";
        for (var page = 0; ; page++)
        {
            Assert.InRange(page, 0, 1000);
            var answer = door == "http" ? await host.GetJsonAsync("/lists/all" + query) : (await host.Proxy.CallAsync("list", arguments)).GetProperty("structuredContent");
            ids.AddRange(answer.GetProperty(member).EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            if (answer.TryGetProperty("nextToken", out _))
            {
                cursors.Add(page);
            }

            if (!answer.TryGetProperty("_truncation", out var note) || !note[0].TryGetProperty("next", out var next))
            {
                return (ids, page + 1, cursors);
            }

            arguments = next.GetRawText();
            query = "?" + string.Join('&', next.EnumerateObject().Select(p => $"{p.Name}={p.Value}"));
        }
    }
}
