using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>Who sees which files, with tools and on the HTTP door, and how they are given out.</summary>
public sealed class DownloadAccessTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData("../x")]
    [InlineData("exports/../../x")]
    [InlineData("exports/campaigns/../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\x")]
    [InlineData("C:\\x")]
    [InlineData("..%2fx")]
    [InlineData("%2e%2e/x")]
    [InlineData("%252e%252e%252fx")]
    [InlineData("exports/campaigns/a.json\0.txt")]
    [InlineData("./x")]
    [InlineData(".. /x")]
    public async Task Tool_PathThatLeadsOut_IsForbidden(string path)
    {
        await using var door = await DownloadDoor.StartAsync();
        var arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["file_path"] = path });

        foreach (var tool in new[] { "read_download", "get_download_url" })
        {
            var result = await door.ResultAsync(tool, arguments);
            var error = result.GetProperty("_meta").GetProperty("mcpproxy/error");

            Assert.Equal("PATH_NOT_ALLOWED", result.GetProperty("structuredContent").GetProperty("error").GetString());
            Assert.Equal(("forbidden", 403), (error.GetProperty("kind").GetString(), error.GetProperty("status").GetInt32()));
        }
    }

    [Theory]
    [InlineData("/downloads/p/1043817530956285/../x")]
    [InlineData("/downloads/p/1043817530956285/../../../etc/passwd")]
    [InlineData("/downloads/p/1043817530956285/..%2f..%2fetc%2fpasswd")]
    [InlineData("/downloads/p/1043817530956285/%2e%2e/%2e%2e/x")]
    [InlineData("/downloads/p/1043817530956285/%252e%252e%252fx")]
    [InlineData("/downloads/p/1043817530956285/..%5cx")]
    [InlineData("/downloads/p/..%2f..%2f/x")]
    public async Task Http_PathThatLeadsOut_Is403(string target)
    {
        await using var door = await DownloadDoor.StartAsync();

        Assert.Equal(403, await RawStatusAsync(door, target));
    }

    [Fact]
    public async Task File_OfAnotherProfileOrCaller_IsNowhere()
    {
        await using var door = await DownloadDoor.StartAsync();
        var path = await door.FetchPathAsync("/files/a.json");
        var (argument, url) = ($$"""{"file_path":"{{path}}"}""", $"/downloads/p/{DownloadDoor.Profile}/{path}");

        // The same caller in another profile.
        Assert.Equal(0, (await door.CallAsync("list_downloads", profile: DownloadDoor.OtherProfile)).GetProperty("total_count").GetInt32());
        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("read_download", argument, DownloadDoor.OtherProfile)).GetProperty("error").GetString());
        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("get_download_url", argument, DownloadDoor.OtherProfile)).GetProperty("error").GetString());
        await AssertNotFoundAsync(url, r => r.With("X-McpProxy-Profile", DownloadDoor.OtherProfile));
        await AssertNotFoundAsync($"/downloads/p/{DownloadDoor.OtherProfile}/{path}");
        Assert.Empty(await ListAsync(r => r.With("X-McpProxy-Profile", DownloadDoor.OtherProfile)));

        // Another caller in the same profile.
        door.User = "bob";
        Assert.Equal(0, (await door.CallAsync("list_downloads")).GetProperty("total_count").GetInt32());
        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("read_download", argument)).GetProperty("error").GetString());
        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("get_download_url", argument)).GetProperty("error").GetString());
        await AssertNotFoundAsync(url);
        Assert.Empty(await ListAsync());

        // The owner, of course.
        door.User = "alice";
        using var own = await door.SendAsync(url);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal([url], (await ListAsync()).Select(i => i.GetProperty("url").GetString()));

        async Task AssertNotFoundAsync(string target, Action<HttpRequestMessage>? configure = null)
        {
            using var response = await door.SendAsync(target, configure);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("file_not_found", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        async Task<IReadOnlyList<JsonElement>> ListAsync(Action<HttpRequestMessage>? configure = null)
        {
            using var response = await door.SendAsync("/downloads", configure);
            return [.. JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray()];
        }
    }

    [Fact]
    public async Task Link_InTheFolder_IsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await using var door = await DownloadDoor.StartAsync();
        var path = await door.FetchPathAsync("/files/a.json");
        var folder = Path.GetDirectoryName(door.Files.Single(f => f.Name == "a.json").FullName)!;
        File.CreateSymbolicLink(Path.Combine(folder, "link.json"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(Path.GetDirectoryName(folder)!, "ads"), "/etc");

        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("read_download", """{"file_path":"exports/campaigns/link.json"}""")).GetProperty("error").GetString());
        Assert.Equal("FILE_NOT_FOUND", (await door.CallAsync("read_download", """{"file_path":"exports/ads/passwd"}""")).GetProperty("error").GetString());
        Assert.Equal([path], (await door.CallAsync("list_downloads")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("file_path").GetString()));
        using var response = await door.SendAsync($"/downloads/p/{DownloadDoor.Profile}/exports/campaigns/link.json");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);

        // Nor is anything written through one: an export of ads would go there.
        var written = await door.ResultAsync("download_export", $$"""{"export_id":"OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEFE","export_url":"{{door.Url("/files/b.json")}}"}""");
        Assert.True(written.GetProperty("isError").GetBoolean());

        // Nor is the folder of the profile itself.
        var profile = Path.GetDirectoryName(Path.GetDirectoryName(folder)!)!;
        Directory.Move(profile, profile + "-moved");
        Directory.CreateSymbolicLink(profile, profile + "-moved");
        Assert.Empty((await door.CallAsync("list_downloads")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("exports/campaigns/a.json.meta.json")]
    [InlineData("exports/campaigns")]
    [InlineData("exports/campaigns/")]
    [InlineData("exports//campaigns/a.json")]
    [InlineData("exports/campaigns/.part-1")]
    [InlineData("a.json")]
    public async Task File_ThatIsNone_IsNotFound(string path)
    {
        await using var door = await DownloadDoor.StartAsync();
        await door.FetchPathAsync("/files/a.json");

        using var response = await door.SendAsync($"/downloads/p/{DownloadDoor.Profile}/{path}");
        var read = await door.CallAsync("read_download", $$"""{"file_path":"{{path}}"}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("FILE_NOT_FOUND", read.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Http_File_ComesWholeInRangesAndAsHeaders()
    {
        await using var door = await DownloadDoor.StartAsync();
        var url = $"/downloads/p/{DownloadDoor.Profile}/{await door.FetchPathAsync("/files/a.json?bytes=1000")}";

        using var whole = await door.SendAsync(url);
        using var head = await door.SendAsync(url, method: HttpMethod.Head);
        var tag = whole.Headers.ETag!;
        using var rest = await door.SendAsync(url, r => (r.Headers.Range, r.Headers.IfRange) = (new RangeHeaderValue(500, null), new RangeConditionHeaderValue(tag)));
        using var stale = await door.SendAsync(url, r => (r.Headers.Range, r.Headers.IfRange) = (new RangeHeaderValue(500, null), new RangeConditionHeaderValue("\"another\"")));
        using var unchanged = await door.SendAsync(url, r => r.Headers.IfNoneMatch.Add(tag));
        using var beyond = await door.SendAsync(url, r => r.Headers.Range = new RangeHeaderValue(5000, null));
        using var other = await door.SendAsync(url, r => r.Headers.Range = new RangeHeaderValue(0, 9) { Unit = "items" });
        using var shouted = await door.SendAsync(url, r => r.Headers.Range = new RangeHeaderValue(0, 9) { Unit = "BYTES" });
        using var posted = await door.SendAsync(url, method: HttpMethod.Post);

        var body = await whole.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(Letters, body, StringComparison.Ordinal);
        Assert.Equal((1000L, "application/json"), (whole.Content.Headers.ContentLength, whole.Content.Headers.ContentType!.MediaType));
        Assert.Equal(("attachment", "a.json"), (whole.Content.Headers.ContentDisposition!.DispositionType, whole.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", whole.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(tag.IsWeak);
        Assert.Equal((1000L, ""), (head.Content.Headers.ContentLength, await head.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(body[500..], await rest.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.OK, 1000L), (stale.StatusCode, stale.Content.Headers.ContentLength));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal((HttpStatusCode.OK, 1000L, "bytes"), (other.StatusCode, other.Content.Headers.ContentLength, other.Headers.AcceptRanges.ToString()));
        Assert.Equal((HttpStatusCode.PartialContent, 10L), (shouted.StatusCode, shouted.Content.Headers.ContentLength));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task Read_PieceByPiece_GivesTheWholeFile()
    {
        await using var door = await DownloadDoor.StartAsync();
        var path = await door.FetchPathAsync("/files/a.json?bytes=1000");
        var text = new StringBuilder();

        for (long? offset = 0; offset is not null;)
        {
            var piece = await door.CallAsync("read_download", $$"""{"file_path":"{{path}}","offset":{{offset}},"length":300}""");
            text.Append(piece.GetProperty("content").GetString());
            offset = piece.GetProperty("has_more").GetBoolean() ? piece.GetProperty("next_offset").GetInt64() : null;
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => Letters[i % 26])), text.ToString());
    }

    [Fact]
    public async Task Read_TextOrBytes_CutsNoCharacterAndSaysWhatIsNoText()
    {
        await using var door = await DownloadDoor.StartAsync();
        var path = await door.FetchPathAsync("/files/a.json?bytes=1000");
        await File.WriteAllBytesAsync(door.Files.Single(f => f.Name == "a.json").FullName, [.. "aé€"u8, 0xFF, 0xFE], TestContext.Current.CancellationToken);

        var text = await ReadAsync("\"length\":5");
        var bytes = await ReadAsync("\"offset\":6,\"encoding\":\"base64\"");
        var bad = await ReadAsync("\"offset\":6");
        var middle = await ReadAsync("\"offset\":2,\"length\":4");
        var beyond = await ReadAsync("\"offset\":9");
        var end = await ReadAsync("\"offset\":8");

        Assert.Equal(("aé", 3), (text.GetProperty("content").GetString(), text.GetProperty("next_offset").GetInt32()));
        Assert.Equal("//4=", bytes.GetProperty("content").GetString());
        Assert.False(bytes.GetProperty("has_more").GetBoolean());
        Assert.Equal("NOT_TEXT", bad.GetProperty("error").GetString());
        Assert.Equal("NOT_TEXT", middle.GetProperty("error").GetString());
        Assert.Equal("INVALID_OFFSET", beyond.GetProperty("error").GetString());
        Assert.Equal("", end.GetProperty("content").GetString());

        Task<JsonElement> ReadAsync(string more) => door.CallAsync("read_download", $$"""{"file_path":"{{path}}",{{more}}}""");
    }

    [Fact]
    public async Task List_ByKind_IsFilteredAndUnknownKindsAreNamed()
    {
        await using var door = await DownloadDoor.StartAsync();
        await door.FetchPathAsync("/files/a.json");

        Assert.Equal(1, (await door.CallAsync("list_downloads", """{"resource_type":"campaigns"}""")).GetProperty("total_count").GetInt32());
        Assert.Equal(1, (await door.CallAsync("list_downloads", """{"resource_type":"exports/campaigns"}""")).GetProperty("total_count").GetInt32());
        Assert.Equal(0, (await door.CallAsync("list_downloads", """{"resource_type":"ads"}""")).GetProperty("total_count").GetInt32());
        Assert.Equal("INVALID_RESOURCE_TYPE", (await door.CallAsync("list_downloads", """{"resource_type":"reports"}""")).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Url_WithoutLifetime_IsThePlainOneOfThePublicOrigin()
    {
        await using var door = await DownloadDoor.StartAsync();
        var path = await door.FetchPathAsync("/files/a.json");

        var told = await door.CallAsync("get_download_url", $$"""{"file_path":"{{path}}"}""");

        Assert.Equal($"https://ads.example.com/downloads/p/{DownloadDoor.Profile}/{path}", told.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Url_Signed_WorksForItsFileAndTimeOnly()
    {
        await using var door = await DownloadDoor.StartAsync("\"SignedUrlLifetime\": \"00:05:00\"");
        var path = await door.FetchPathAsync("/files/a.json");
        var other = await door.FetchPathAsync("/files/b.json");

        var told = await door.CallAsync("get_download_url", $$"""{"file_path":"{{path}}"}""");
        var url = new Uri(told.GetProperty("url").GetString()!).PathAndQuery;
        door.User = null;

        Assert.Equal(("none", "2026-08-01T12:05:00Z"), (told.GetProperty("authorization").GetString(), told.GetProperty("expires_at").GetString()));
        Assert.DoesNotContain("alice", url, StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(url));
        Assert.Equal(404, await StatusAsync(url.Replace("a.json", "b.json", StringComparison.Ordinal)));
        Assert.Equal(404, await StatusAsync(url.Replace(DownloadDoor.Profile, DownloadDoor.OtherProfile, StringComparison.Ordinal)));
        Assert.Equal(404, await StatusAsync(url[..^8] + "AAAAAAAA"));
        Assert.Equal(404, await StatusAsync(url.Split('?')[0]));
        Assert.Equal(404, await StatusAsync($"/downloads/p/{DownloadDoor.Profile}/{other}?{url.Split('?')[1]}"));
        door.Ads.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(404, await StatusAsync(url));

        async Task<int> StatusAsync(string target)
        {
            using var response = await door.SendAsync(target);
            return (int)response.StatusCode;
        }
    }

    /// <summary>Sends a target as it stands; clients of .NET take dot segments out.</summary>
    private static async Task<int> RawStatusAsync(DownloadDoor door, string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(door.Ads.Proxy.Address.Host, door.Ads.Proxy.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {door.Ads.Proxy.Address.Authority}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
