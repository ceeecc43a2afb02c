using System.Text.Json;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>Where files may be fetched from, and that nothing is sent anywhere else.</summary>
public sealed class DownloadSourceTests
{
    [Theory]
    [InlineData("ftp://127.0.0.1/a.bin", "scheme_not_allowed")]
    [InlineData("file:///etc/passwd", "scheme_not_allowed")]
    [InlineData("http://user:pass@127.0.0.1:{port}/files/a.bin", "credentials_in_url")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "host_not_allowed")]
    [InlineData("http://evil.example.com/a.bin", "host_not_allowed")]
    [InlineData("http://127.0.0.1.evil.example.com/a.bin", "host_not_allowed")]
    [InlineData("http://127.0.0.1:1/a.bin", "port_not_allowed")]
    [InlineData("http://2130706434:{port}/a.bin", "host_not_allowed")]
    public async Task Url_ThatIsNotAllowed_IsRefusedAndNothingIsSent(string url, string reason)
    {
        await using var door = await DownloadDoor.StartAsync();

        var result = await door.FetchAsync(url.Replace("{port}", $"{door.Ads.Simulator.BaseAddress.Port}", StringComparison.Ordinal));

        Assert.Equal("URL_NOT_ALLOWED", result.GetProperty("error").GetString());
        Assert.Equal(reason, result.GetProperty("reason").GetString());
        Assert.DoesNotContain(door.Ads.Simulator.Requests.Snapshot(), r => r.Path.Contains("a.bin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Host_ThatLeadsInside_IsRefusedAndNothingIsSent(string host)
    {
        // The host is on the list, as the name of somebody else's would be; its address is this machine.
        await using var door = await DownloadDoor.StartAsync(network: "203.0.113.0/24");

        var result = await door.FetchAsync($"http://{host}:{door.Ads.Simulator.BaseAddress.Port}/files/a.bin");

        Assert.Equal("URL_NOT_ALLOWED", result.GetProperty("error").GetString());
        Assert.Equal("address_not_allowed", result.GetProperty("reason").GetString());
        Assert.DoesNotContain("127", result.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(door.Ads.Simulator.Requests.Snapshot(), r => r.Path.Contains("a.bin", StringComparison.Ordinal));
        Assert.Empty(door.Files);
    }

    [Fact]
    public async Task Url_OfTheDefaults_IsHttpsOfAmazonOnly()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"mcpproxy-downloads-{Guid.NewGuid():N}");
        await using var door = await AmazonAds.AdsDoor.StartAsync(more: _ => $$""" "Downloads": { "Directory": "{{folder}}" } """);

        Assert.Equal("scheme_not_allowed", await ReasonAsync("http://bucket.s3.amazonaws.com/a"));
        Assert.Equal("host_not_allowed", await ReasonAsync("https://127.0.0.1/a"));
        Assert.Equal("host_not_allowed", await ReasonAsync("https://amazonaws.com.example.com/a"));
        Assert.Equal("host_not_allowed", await ReasonAsync("https://notamazonaws.com/a"));
        Assert.Equal("port_not_allowed", await ReasonAsync("https://bucket.s3.amazonaws.com:8443/a"));

        async Task<string?> ReasonAsync(string url)
        {
            var set = await door.CallAsync("set_active_profile", $$"""{"profile_id":"{{DownloadDoor.Profile}}"}""");
            var result = await door.CallAsync("download_export", JsonSerializer.Serialize(new Dictionary<string, string> { ["export_id"] = "x", ["export_url"] = url }), set.GetProperty("context").GetString());
            return result.TryGetProperty("reason", out var reason) ? reason.GetString() : result.ToString();
        }
    }
}
