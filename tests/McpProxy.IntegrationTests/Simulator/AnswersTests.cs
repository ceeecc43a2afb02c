using System.Buffers.Binary;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class AnswersTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("/media/image.png", 200, "image/png")]
    [InlineData("/media/audio.wav", 200, "audio/wav")]
    [InlineData("/media/blob.bin", 200, "application/octet-stream")]
    [InlineData("/text/utf8", 200, "text/plain; charset=utf-8")]
    [InlineData("/text/latin1", 200, "text/plain; charset=iso-8859-1")]
    [InlineData("/text/report.xml", 200, "application/xml")]
    [InlineData("/text/report.csv", 200, "text/csv")]
    [InlineData("/json/plain", 200, "application/json")]
    [InlineData("/json/gzip", 200, "application/json")]
    [InlineData("/json/invalid", 200, "application/json")]
    [InlineData("/problem", 422, "application/problem+json")]
    [InlineData("/mcp-result", 200, "application/vnd.mcp.tool-result+json")]
    [InlineData("/stream/sse", 200, "text/event-stream")]
    [InlineData("/stream/ndjson", 200, "application/x-ndjson")]
    [InlineData("/empty", 204, null)]
    public async Task Get_EveryKind_HasItsStatusAndExactContentType(string path, int status, string? contentType)
    {
        using var response = await GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("/v2/profiles")]
    [InlineData("/media/image.png")]
    [InlineData("/json/gzip")]
    public async Task Head_AnyReadable_HasTheHeadersOfGetAndNoBody(string path)
    {
        using var get = await GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.True(get.Content.Headers.ContentLength > 0);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Png_Structure_IsWhole()
    {
        var png = await BytesAsync("/media/image.png");

        Assert.Equal("\x89PNG\r\n\x1a\n", Encoding.Latin1.GetString(png, 0, 8));
        Assert.Equal([64, 64], new[] { BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)) });
        // The last chunk of every PNG, with its well-known CRC.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
    }

    [Fact]
    public async Task Wav_Structure_DeclaresItsOwnSize()
    {
        var wav = await BytesAsync("/media/audio.wav");

        Assert.Equal(wav.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(4)));
        Assert.Equal(wav.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
    }

    [Fact]
    public async Task Blob_OfAGivenSize_CountsModulo251()
    {
        var blob = await BytesAsync("/media/blob.bin?bytes=200000");

        Assert.Equal(200_000, blob.Length);
        Assert.All(blob.Index(), b => Assert.Equal(b.Index % 251, b.Item));
    }

    [Fact]
    public async Task Latin1_Bytes_AreNotUtf8()
    {
        Assert.Equal("Zwölf Boxkämpfer, Größe ½, £5\n", Encoding.Latin1.GetString(await BytesAsync("/text/latin1")));
    }

    [Fact]
    public async Task Gzip_Unasked_IsCompressedAnyway()
    {
        using var response = await GetAsync("/json/gzip");
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Equal([0x1F, 0x8B], body[..2]);
    }

    [Fact]
    public async Task InvalidJson_IsInvalid()
    {
        var body = await BytesAsync("/json/invalid");

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
    }

    [Theory]
    [InlineData("progress", "progress", """{"progress":25,"total":100,"message":"Step 2 of 4"}""")]
    [InlineData("tricky", "progress", """{"progress":25,"total":100,"message":"Step 2 of 4"}""")]
    [InlineData("data", "message", """{"index":1}""")]
    public async Task Sse_OfEveryShape_IsReadByAConformingParser(string shape, string type, string second)
    {
        await using var stream = await fixture.Client.GetStreamAsync($"/stream/sse?events=4&intervalMs=1&shape={shape}", TestContext.Current.CancellationToken);
        var all = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            all.Add(item);
        }

        Assert.Equal("result", all[^1].EventType);
        Assert.Equal("""{"status":"COMPLETED","events":4}""", all[^1].Data);
        Assert.Equal(5, all.Count);
        Assert.Equal(type, all[1].EventType);
        Assert.Equal(second, all[1].Data);
    }

    [Fact]
    public async Task Ndjson_EveryLine_IsOneValue()
    {
        var lines = Encoding.UTF8.GetString(await BytesAsync("/stream/ndjson?events=3")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["0", "33", "66"], lines[..3].Select(l => JsonNode.Parse(l)!["progress"]!.ToJsonString()));
        Assert.Equal("""{"status":"COMPLETED","events":3}""", lines[3]);
    }

    [Fact]
    public async Task Sse_CallerLeaves_StopsTheStream()
    {
        const string Path = "/stream/sse";
        using (var response = await fixture.Client.GetAsync($"{Path}?events=1000&intervalMs=600000", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await fixture.Simulator.Stats.WaitUntilAsync(s => s.Of(Path) is { CancelledByCaller: 1, InFlight: 0 }, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => fixture.Client.GetAsync(path, TestContext.Current.CancellationToken);

    private Task<byte[]> BytesAsync(string path) => fixture.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
}
