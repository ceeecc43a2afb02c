using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Files in arguments, on their way to the upstream: the same bytes as through the HTTP door, whichever engine runs the call.</summary>
public sealed class UploadTests : IAsyncDisposable
{
    private readonly RawUpstream _upstream = new();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [InlineData("Direct", 0)]
    [InlineData("Direct", 1)]
    [InlineData("Direct", 700_001)]
    [InlineData("Sdk", 700_001)]
    public async Task Files_ThroughBothDoors_AreTheSameBytesUpstream(string engine, int size)
    {
        await using var proxy = await StartAsync(engine);
        var (first, second) = (Bytes(size), Bytes(size / 2));
        var arguments = JsonSerializer.Serialize(new Dictionary<string, object> { ["title"] = "Ein Ü", ["files"] = new[] { Convert.ToBase64String(first), Convert.ToBase64String(second) } });

        var result = await proxy.CallAsync("upload", arguments.Replace("/", "\\/", StringComparison.Ordinal), SetCommonHeaders);

        Assert.False(result.GetProperty("isError").GetBoolean(), result.GetRawText());
        Assert.True(_upstream.Requests.TryDequeue(out var overMcp));
        var type = overMcp.Split("\r\n").First(l => l.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))["Content-Type:".Length..].Trim();
        var body = Body(type.Split("boundary=")[1], ("files", "a.bin", first), ("files", "a.bin", second), ("title", null, Encoding.UTF8.GetBytes("Ein Ü")));
        Assert.Equal(Encoding.Latin1.GetString(body), overMcp[(overMcp.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload") { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };
        SetCommonHeaders(request);
        using var answer = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(_upstream.Requests.TryDequeue(out var overHttp));
        Assert.Equal(Lines(overHttp), Lines(overMcp));
    }

    [Theory]
    [InlineData("Direct", "body")]
    [InlineData("Direct", "file")]
    [InlineData("Sdk", "body")]
    public async Task WholeBody_ThatIsBinary_IsTheBytesOfTheFile(string engine, string place)
    {
        await using var proxy = await StartAsync(engine, place);
        var file = Bytes(300_000);

        var result = await proxy.CallAsync("raw", $$"""{"picture":"{{Convert.ToBase64String(file)}}"}""");
        var refused = await proxy.CallAsync("raw", """{"picture":"AAA-"}""");

        Assert.False(result.GetProperty("isError").GetBoolean(), result.GetRawText());
        Assert.True(_upstream.Requests.TryDequeue(out var request));
        Assert.Contains("Content-Length: 300000\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Type: image/png\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Encoding.Latin1.GetString(file), request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains("'picture' of raw cannot be sent: a file is given as base64, and character 4 is '-'", refused.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task File_ThatIsNoBase64_IsRefusedAndNothingIsSent(string engine)
    {
        await using var proxy = await StartAsync(engine);
        var good = Convert.ToBase64String(Bytes(300_000));

        var result = await proxy.CallAsync("upload", $$"""{"title":"x","files":["{{good}}","{{good[..1000]}} {{good[1000..]}}"]}""");
        var error = result.GetProperty("_meta").GetProperty("mcpproxy/error");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal("invalid_arguments", error.GetProperty("kind").GetString());
        Assert.Contains("'files'", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("item 2", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("character 1001 is a blank", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(good[..100], result.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task File_OverTheRoutesLimit_IsRefusedAsOnTheHttpDoor()
    {
        await using var proxy = await StartAsync("Direct");

        var result = await proxy.CallAsync("small", $$"""{"file":"{{Convert.ToBase64String(Bytes(5000))}}"}""");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal(413, result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("status").GetInt32());
        Assert.Empty(_upstream.Requests);
    }

    private Task<ProxyHost> StartAsync(string engine, string place = "file") => ProxyHost.StartAsync($$"""
        {
          "ReverseProxy": {
            "Routes": {
              "upload": { "ClusterId": "c", "Match": { "Path": "/upload" } },
              "small": { "ClusterId": "c", "MaxRequestBodySize": 4000, "Match": { "Path": "/small" } }
            },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "{{_upstream.Address}}" } } } }
          },
          "Mcp": {
            "Engine": "{{engine}}",
            "ForwardHeaders": [ "User-Agent", "Accept" ],
            "Tools": {
              "upload": { "Route": "upload", "Request": "POST /upload", "Parameters": {
                "title": { "Type": "string", "In": "form" },
                "files": { "Type": "array", "Items": "string", "In": "file", "FileName": "a.bin" } } },
              "small": { "Route": "small", "Request": "POST /small", "Parameters": { "file": { "Type": "string", "In": "file" } } },
              "raw": { "Route": "upload", "Request": "PUT /upload", "ContentType": "image/png", "Parameters": { "picture": { "Type": "string", "In": "{{place}}", "As": "$" } } }
            }
          }
        }
        """);

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Body(string boundary, params (string Name, string? File, byte[] Value)[] parts)
    {
        using var body = new MemoryStream();
        foreach (var (name, file, value) in parts)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{(file is null ? "" : $"; filename=\"{file}\"\r\nContent-Type: application/octet-stream")}\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return body.ToArray();
    }

    private static void SetCommonHeaders(HttpRequestMessage request)
    {
        request.Headers.Accept.Clear();
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("User-Agent", "upload/1");
    }

    /// <summary>All but trace ids.</summary>
    private static IEnumerable<string> Lines(string request) => request.Split("\r\n").Where(l =>
        !l.StartsWith("traceparent:", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("tracestate:", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("Correlation-Context:", StringComparison.OrdinalIgnoreCase));
}
