using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Content codings, ranges and validators on a route that shortens answers.</summary>
public sealed class BodyCodingTests
{
    private const string List = """{"a":[1,2,3]}""";
    private const string Cut = """{"a":[1]}""";
    private const string Limits = """{ "MaxItems": 1, "Note": false }""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip, br, zstd", "gzip, br")]
    [InlineData("zstd", "identity")]
    [InlineData("gzip;q=0.5, *;q=0.1", "gzip; q=0.5, br; q=0.1, deflate; q=0.1")]
    [InlineData("identity", "identity")]
    [InlineData(null, "")]
    public async Task Upstream_IsAskedForCodingsThatCanBeUndone(string? accepted, string expected)
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream.Address, Limits);

        await SendAsync(proxy, accepted is null ? [] : [("Accept-Encoding", accepted)]);

        Assert.Equal(expected, HeaderOf(upstream.Requests.Last(), "Accept-Encoding"));
    }

    [Fact]
    public async Task Range_IsNotSentUpstream_WhereTheAnswerIsShortened()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream.Address, """{ "Paths": { "/list": { "MaxItems": 1 } } }""");

        await SendAsync(proxy, [("Range", "bytes=0-1"), ("If-Range", "\"x\""), ("If-None-Match", "\"x\"")]);
        var shortened = upstream.Requests.Last();
        await SendAsync(proxy, [("Range", "bytes=0-1"), ("Accept-Encoding", "zstd")], "/list/other");

        Assert.Equal(("", "", "\"x\""), (HeaderOf(shortened, "Range"), HeaderOf(shortened, "If-Range"), HeaderOf(shortened, "If-None-Match")));
        Assert.Equal(("bytes=0-1", "zstd"), (HeaderOf(upstream.Requests.Last(), "Range"), HeaderOf(upstream.Requests.Last(), "Accept-Encoding")));
    }

    [Fact]
    public async Task CodingThatCannotBeUndone_IsAnError()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "zstd";
            await context.Response.WriteAsync(List);
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("bad_content_encoding", problem.GetProperty("code").GetString());
        Assert.Contains("zstd", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("bad_content_encoding", await CodeOfCallAsync(proxy));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task DamagedCoding_IsAnError(string encoding)
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(Enumerable.Repeat((byte)0xEE, 1000).ToArray());
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        Assert.Equal(HttpStatusCode.BadGateway, (await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal("bad_content_encoding", await CodeOfCallAsync(proxy));
    }

    /// <summary>Of rows nothing but the coding itself shows that some are missing.</summary>
    [Theory]
    [InlineData("gzip", "application/x-ndjson", 2)]
    [InlineData("gzip", "application/x-ndjson", 1000)]
    [InlineData("deflate", "text/csv", 1000)]
    [InlineData("br", "application/x-ndjson", 1000)]
    public async Task CodedRows_ThatEndTooEarly_AreNeverTakenForWhole(string encoding, string type, int missing)
    {
        var random = new Random(5);
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"{random.NextInt64()}\n"));
        await using var upstream = await JsonUpstream.StartEncodedAsync(rows, encoding, type, missing: missing);
        await using var proxy = await StartAsync(upstream.Address, """{ "MaxRows": 2 }""");

        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
        Assert.Equal("bad_content_encoding", await CodeOfCallAsync(proxy));
    }

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=a/b")]
    [InlineData("application/json; charset=nonsense")]
    [InlineData("application/json;;;")]
    public async Task CharsetThatNobodyKnows_IsTakenForUtf8(string type)
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.Headers.ContentType = type;
            await context.Response.WriteAsync(List);
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        Assert.Equal(Cut, Encoding.UTF8.GetString(await proxy.Http.GetByteArrayAsync(new Uri("/list", UriKind.Relative), Cancel)));
    }

    [Fact]
    public async Task SeveralCodings_AreUndoneInTurn()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "br, GZIP";
            await using var outer = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await using var inner = new BrotliStream(outer, CompressionLevel.Fastest);
            await inner.WriteAsync(Encoding.UTF8.GetBytes(List));
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        Assert.Equal(Cut, await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
    }

    [Theory]
    [InlineData("gzip", """{ "MaxTotalItems": 1, "MaxDecodedBytes": 1048576 }""", "longer than 1048576 bytes")]
    [InlineData("gzip", """{ "MaxTotalItems": 1, "MaxExpansion": 50 }""", "grows more than 50 times")]
    [InlineData("br", """{ "MaxTotalItems": 1 }""", "grows more than 200 times")]
    public async Task Bomb_IsDefused_WhoeverShortens(string encoding, string limits, string message)
    {
        await using var upstream = await JsonUpstream.StartEncodedAsync("[1,2" + new string(' ', 40 * 1024 * 1024), encoding);
        await using var routed = await StartAsync(upstream.Address, limits);
        await using var tool = await StartAsync(upstream.Address, """{ "MaxRows": 1 }""", response: limits);

        await AssertDefusedAsync(routed, message);
        await AssertDefusedAsync(tool, message);
        await Assert.ThrowsAsync<HttpRequestException>(() => routed.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel)); // Its beginning has left.
    }

    [Theory]
    [InlineData(206, "GET")]
    [InlineData(304, "GET")]
    [InlineData(204, "GET")]
    [InlineData(200, "HEAD")]
    public async Task AnswersWithoutAWholeBody_AreUntouched(int status, string method)
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"v1\"";
            if (status is 200 or 206)
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = List.Length;
                context.Response.Headers.AcceptRanges = "bytes";
                await (method == "GET" ? context.Response.WriteAsync(List) : Task.CompletedTask);
            }
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        using var request = new HttpRequestMessage(new HttpMethod(method), "/list");
        using var response = await proxy.Http.SendAsync(request, Cancel);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("\"v1\"", response.Headers.ETag?.Tag);
        Assert.Equal(status == 206 ? List : "", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(status is 200 or 206 ? List.Length : 0, response.Content.Headers.ContentLength ?? 0);
    }

    [Fact]
    public async Task WhatIsSaidOfTheUpstreamsBytes_IsRemoved()
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            var headers = context.Response.Headers;
            headers.ContentType = "application/json";
            headers.ETag = "\"v1\"";
            headers.AcceptRanges = "bytes";
            headers.LastModified = "Mon, 01 Jan 2024 00:00:00 GMT";
            headers["Digest"] = headers["Repr-Digest"] = headers["Content-Digest"] = "sha-256=:x:";
            headers.ContentMD5 = "x";
            await context.Response.WriteAsync(List);
        });
        await using var proxy = await StartAsync(upstream.Address, Limits);

        using var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), Cancel);

        Assert.Equal(Cut, await response.Content.ReadAsStringAsync(Cancel));
        Assert.All(["ETag", "Accept-Ranges", "Digest", "Repr-Digest", "Content-Digest"], h => Assert.False(response.Headers.Contains(h), h));
        Assert.Null(response.Content.Headers.ContentMD5);
        Assert.NotNull(response.Content.Headers.LastModified);
    }

    private static async Task AssertDefusedAsync(ProxyHost proxy, string message)
    {
        var error = (await proxy.CallAsync("list")).GetProperty("_meta").GetProperty("mcpproxy/error");

        Assert.Equal(("response_too_large", "decoded_too_large"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string?> CodeOfCallAsync(ProxyHost proxy) =>
        (await proxy.CallAsync("list")).GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString();

    private static async Task SendAsync(ProxyHost proxy, (string Name, string Value)[] headers, string path = "/list")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await proxy.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string HeaderOf(string request, string name) =>
        request.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? "";

    private static Task<ProxyHost> StartAsync(string upstream, string limits, string response = "{}") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list/{**rest}" }, "Transforms": [ { "Truncate": "some" } ] } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list", "Response": {{response}} } } },
          "McpProxy": { "Truncate": { "some": {{limits}} } }
        }
        """);
}
