using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>The tool that fetches files of exports, from the export's id to the files in their folders.</summary>
public sealed class DownloadExportTests
{
    [Theory]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM", "exports/campaigns")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEE", "exports/adgroups")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEFE", "exports/ads")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFI", "exports/ads")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFQ", "exports/targets")]
    [InlineData("not-base64!!", "exports/general")]
    public async Task Download_IdOfEachKind_LandsInItsFolderAndIsServed(string id, string folder)
    {
        await using var door = await DownloadDoor.StartAsync();
        var source = id[0] == 'n' ? DownloadDoor.CampaignsId : id;

        var fetched = await door.FetchAsync(door.Url($"/exports/{source}/file.json.gz"), id);
        var list = await door.CallAsync("list_downloads");
        using var response = await door.SendAsync($"/downloads/p/{DownloadDoor.Profile}/{fetched.GetProperty("unpacked_file_path").GetString()}");

        Assert.Equal(folder, fetched.GetProperty("resource_type").GetString());
        Assert.StartsWith(folder + "/", fetched.GetProperty("file_path").GetString(), StringComparison.Ordinal);
        Assert.All(list.GetProperty("items").EnumerateArray(), i => Assert.Equal(folder, i.GetProperty("resource_type").GetString()));
        Assert.Equal(2, list.GetProperty("total_count").GetInt32());
        Assert.Equal("[]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All(door.Files, f => Assert.Contains($"{Path.DirectorySeparatorChar}{folder.Replace('/', Path.DirectorySeparatorChar)}{Path.DirectorySeparatorChar}", f.FullName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_WholeFlow_FromTheStatusOfTheExport()
    {
        await using var door = await DownloadDoor.StartAsync();
        using var api = new HttpClient { BaseAddress = door.Ads.Simulator.BaseAddress };
        using var status = await api.GetAsync($"/exports/{DownloadDoor.CampaignsId}", TestContext.Current.CancellationToken);
        var url = JsonElement.Parse(await status.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!;
        Assert.Contains("X-Sim-Signature", url, StringComparison.Ordinal);

        var fetched = await door.FetchAsync(url);
        var read = await door.CallAsync("read_download", $$"""{"file_path":"{{fetched.GetProperty("unpacked_file_path").GetString()}}"}""");

        Assert.Equal("exports/campaigns/campaigns.json.gz", fetched.GetProperty("file_path").GetString());
        Assert.Equal("exports/campaigns/campaigns.json", fetched.GetProperty("unpacked_file_path").GetString());
        Assert.Equal("[]", read.GetProperty("content").GetString());
        Assert.Equal(DownloadDoor.Profile, fetched.GetProperty("profile_id").GetString());
        var sidecar = JsonElement.Parse(await File.ReadAllTextAsync(door.Files.Single(f => f.Name == "campaigns.json.gz.meta.json").FullName, TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url))), sidecar.GetProperty("url_sha256").GetString());
        foreach (var file in door.Files)
        {
            Assert.DoesNotContain("X-Sim", await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.False(OperatingSystem.IsLinux() && (file.UnixFileMode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0);
        }
    }

    [Fact]
    public async Task Download_TheRequest_CarriesNothingButTheUrl()
    {
        await using var door = await DownloadDoor.StartAsync();

        await door.FetchPathAsync("/files/a.json");

        var request = door.Ads.Simulator.Requests.Snapshot().Single(r => r.Path == "/files/a.json");
        Assert.Equal(["Accept-Encoding", "Host"], request.Headers.Select(h => h.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/files/last.csv", "last.csv")]
    [InlineData("/files/last.csv?disposition=attachment%3B%20filename%3D%22said.csv%22", "said.csv")]
    [InlineData("/files/x?disposition=attachment%3B%20filename%3D%22..%2F..%2Fetc%2Fpasswd%22", "passwd")]
    [InlineData("/files/x?disposition=attachment%3B%20filename%3D%22C%3A%5C%5CCON.txt%22", "_CON.txt")]
    [InlineData("/files/x?disposition=attachment%3B%20filename*%3DUTF-8%27%27b%25C3%25A9t%25C3%25A9.json", "b_t_.json")]
    [InlineData("/files/x?disposition=attachment%3B%20filename%3D%22a.json.meta.json%22", "a.json_meta.json")]
    [InlineData("/files/noname?type=text/csv", "20260801_120000_export_97608c6a.csv")]
    [InlineData("/files/noname", "20260801_120000_export_97608c6a.bin")]
    public async Task Download_Name_IsWhatIsSaidAndHarmless(string file, string expected)
    {
        await using var door = await DownloadDoor.StartAsync();

        Assert.Equal($"exports/campaigns/{expected}", await door.FetchPathAsync(file));
    }

    [Fact]
    public async Task Download_NameThatIsTaken_OverwritesNothing()
    {
        await using var door = await DownloadDoor.StartAsync();

        var first = await door.FetchPathAsync("/files/a.json?bytes=10");
        var second = await door.FetchPathAsync("/files/a.json?bytes=20");
        var items = (await door.CallAsync("list_downloads")).GetProperty("items");

        Assert.Equal(("exports/campaigns/a.json", "exports/campaigns/a-2.json"), (first, second));
        Assert.Equal([20, 10], items.EnumerateArray().Select(i => i.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task Download_Progress_IsToldWhileTheFileComes()
    {
        await using var door = await DownloadDoor.StartAsync();
        var arguments = $$"""{"export_id":"{{DownloadDoor.CampaignsId}}","export_url":"{{door.Url("/files/a.bin?bytes=5000000")}}"}""";

        using var response = await door.Ads.Proxy.SendCallAsync("download_export", arguments, r => r.With("X-User", "alice").With("X-McpProxy-Profile", DownloadDoor.Profile), ", \"progressToken\": \"p-1\"");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var first = JsonElement.Parse(text.Split('\n').First(l => l.Contains("notifications/progress", StringComparison.Ordinal))["data: ".Length..]).GetProperty("params");

        Assert.Equal("p-1", first.GetProperty("progressToken").GetString());
        Assert.Equal(5_000_000, first.GetProperty("total").GetInt64());
        Assert.InRange(first.GetProperty("progress").GetInt64(), 1, 5_000_000);
        Assert.Contains("\"success\":true", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/files/a.bin?bytes=1001")]
    [InlineData("/files/a.bin?bytes=5000000&chunked")]
    public async Task Download_OverTheCap_IsAbortedAndLeavesNothing(string file)
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxFileBytes\": 1000");

        var result = await door.FetchAsync(door.Url(file));

        Assert.Equal("FILE_TOO_LARGE", result.GetProperty("error").GetString());
        Assert.Empty(door.Files);
    }

    [Theory]
    [InlineData("/fault/cut=mid-body/files/a.bin?bytes=100000", "DOWNLOAD_BROKEN")]
    [InlineData("/files/a.json.gz?bytes=500000&gz&lacks=4", "BAD_ARCHIVE")]
    [InlineData("/files/a.json.gz?bytes=500000&gz&lacks=200", "BAD_ARCHIVE")]
    [InlineData("/fault/cut=before-headers/files/a.bin", "DOWNLOAD_UNREACHABLE")]
    [InlineData("/fault/status=403/files/a.bin", "DOWNLOAD_REFUSED")]
    [InlineData("/fault/status=302,location=http%253A%252F%252F169.254.169.254%252F/files/a.bin", "REDIRECTED")]
    [InlineData("/exports/OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM/file.json.gz?X-Sim-Expires=9999999999&X-Sim-Signature=00", "DOWNLOAD_REFUSED")]
    public async Task Download_ThatFails_SaysWhyAndLeavesNothing(string file, string code)
    {
        await using var door = await DownloadDoor.StartAsync();

        var result = await door.FetchAsync(door.Url(file));

        Assert.Equal(code, result.GetProperty("error").GetString());
        Assert.Empty(door.Files);
    }

    [Fact]
    public async Task Download_FileThatStops_IsGivenUp()
    {
        await using var door = await DownloadDoor.StartAsync();
        using var held = door.Ads.Simulator.Faults.Hold("/files/slow.bin");

        var arguments = $$"""{"export_id":"x","export_url":"{{door.Url("/files/slow.bin")}}"}""";

        // The time that passes makes the answer an event stream.
        var fetching = door.Ads.Proxy.SendCallAsync("download_export", arguments, r => r.With("X-User", "alice").With("X-McpProxy-Profile", DownloadDoor.Profile));
        await Wait.UntilAsync(() => fetching.IsCompleted || door.Ads.Simulator.Requests.Snapshot("/files/slow.bin").Count > 0);
        Assert.False(fetching.IsCompleted);
        door.Ads.Time.Advance(TimeSpan.FromMinutes(1));

        using var response = await fetching;
        Assert.Contains("DOWNLOAD_TIMEOUT", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(door.Files);
    }

    [Fact]
    public async Task Download_CallerLeaves_LeavesNothing()
    {
        await using var door = await DownloadDoor.StartAsync();
        using var leaving = new CancellationTokenSource();
        var arguments = $$"""{"export_id":"x","export_url":"{{door.Url("/fault/drip=20000/files/a.bin?bytes=50000000")}}"}""";

        var call = door.Ads.Proxy.SendCallAsync("download_export", arguments, r => r.With("X-User", "alice").With("X-McpProxy-Profile", DownloadDoor.Profile), cancellationToken: leaving.Token);
        await Wait.UntilAsync(() => door.Files.Count > 0 || call.IsCompleted);
        Assert.False(call.IsCompleted);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Wait.UntilAsync(() => door.Files.Count == 0);
    }

    [Fact]
    public async Task Download_Gzip_IsUnpackedBesideIt()
    {
        await using var door = await DownloadDoor.StartAsync();

        var fetched = await door.FetchAsync(door.Url("/files/big.csv.gz?bytes=3000000&gz"));

        Assert.Equal("exports/campaigns/big.csv", fetched.GetProperty("unpacked_file_path").GetString());
        Assert.Equal(3_000_000, fetched.GetProperty("unpacked_size").GetInt64());
        Assert.True(fetched.GetProperty("size").GetInt64() < 300_000);
    }

    [Fact]
    public async Task Download_GzipBomb_KeepsThePackedFileOnly()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxDecompressedBytes\": 1000000");

        var fetched = await door.FetchAsync(door.Url("/files/bomb.json.gz?bytes=100000000&gz"));

        Assert.Equal(JsonValueKind.Null, fetched.GetProperty("unpacked_file_path").ValueKind);
        Assert.Contains("not unpacked", fetched.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["bomb.json.gz", "bomb.json.gz.meta.json"], door.Files.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Download_WhatIsEncodedInTransit_IsKeptAsItCame()
    {
        await using var door = await DownloadDoor.StartAsync();

        var fetched = await door.FetchAsync(door.Url("/files/a.csv?bytes=5000&gz&encoding=gzip"));

        Assert.Equal("exports/campaigns/a.csv.gz", fetched.GetProperty("file_path").GetString());
        Assert.Equal(5000, fetched.GetProperty("unpacked_size").GetInt64());
    }

    [Fact]
    public async Task Download_ProfileIsFull_IsRefusedUntilFilesAreOld()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxFileBytes\": 6000, \"MaxProfileBytes\": 10000, \"MaxAge\": \"1.00:00:00\"");
        await door.FetchPathAsync("/files/a.bin?bytes=6000");

        var full = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"));
        var streamed = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000&chunked"));
        var other = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"), profile: DownloadDoor.OtherProfile);
        door.Ads.Time.Advance(TimeSpan.FromDays(1));
        var old = await door.CallAsync("list_downloads");
        var later = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"));

        Assert.Equal("STORAGE_FULL", full.GetProperty("error").GetString());
        Assert.Equal("STORAGE_FULL", streamed.GetProperty("error").GetString());
        Assert.True(other.GetProperty("success").GetBoolean());
        Assert.Equal(0, old.GetProperty("total_count").GetInt32());
        Assert.True(later.GetProperty("success").GetBoolean());
        Assert.DoesNotContain(door.Files, f => f.Name == "a.bin");
    }

    [Fact]
    public async Task Download_AllAreFull_IsRefused()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxFileBytes\": 6000, \"MaxProfileBytes\": 10000, \"MaxTotalBytes\": 10000");
        await door.FetchPathAsync("/files/a.bin?bytes=6000");
        door.User = "bob";

        var full = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"));

        Assert.Equal("STORAGE_FULL", full.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Download_FolderThatCannotBeMade_IsRefused()
    {
        await using var door = await DownloadDoor.StartAsync();
        await door.FetchPathAsync("/files/a.bin");
        var folder = door.Files[0].DirectoryName!;
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "in the way", TestContext.Current.CancellationToken);

        var failed = await door.FetchAsync(door.Url("/files/a.bin"));

        Assert.Equal("STORAGE_FULL", failed.GetProperty("error").GetString());
        Assert.DoesNotContain(door.Folder.FullName, failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_TooManyFiles_IsRefused()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxFilesPerProfile\": 1");
        await door.FetchPathAsync("/files/a.bin");

        Assert.Equal("STORAGE_FULL", (await door.FetchAsync(door.Url("/files/b.bin"))).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Download_TooManyAtOnce_IsRefused()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxConcurrent\": 1");
        var held = door.Ads.Simulator.Faults.Hold("/files/slow.bin");

        var first = door.FetchAsync(door.Url("/files/slow.bin"));
        await Wait.UntilAsync(() => door.Ads.Simulator.Requests.Snapshot().Any(r => r.Path == "/files/slow.bin"));
        var second = await door.FetchAsync(door.Url("/files/b.bin"));
        held.Dispose();

        Assert.Equal("TOO_MANY_DOWNLOADS", second.GetProperty("error").GetString());
        Assert.True((await first).GetProperty("success").GetBoolean());
        Assert.True((await door.FetchAsync(door.Url("/files/b.bin"))).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Download_TooManyOfOneCaller_LeavesRoomForOthers()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxConcurrent\": 2, \"MaxConcurrentPerCaller\": 1");
        using var held = door.Ads.Simulator.Faults.Hold("/files/slow.bin");
        var first = door.FetchAsync(door.Url("/files/slow.bin"));
        await Wait.UntilAsync(() => door.Ads.Simulator.Requests.Snapshot().Any(r => r.Path == "/files/slow.bin"));

        var second = await door.FetchAsync(door.Url("/files/b.bin"));
        var otherProfile = await door.FetchAsync(door.Url("/files/b.bin"), profile: DownloadDoor.OtherProfile);
        door.User = "bob";
        var ofOther = await door.FetchAsync(door.Url("/files/b.bin"));
        held.Dispose();
        await first;
        door.User = "alice";
        var afterwards = await door.FetchAsync(door.Url("/files/b.bin"));

        Assert.Equal("TOO_MANY_DOWNLOADS", second.GetProperty("error").GetString());
        Assert.Equal("TOO_MANY_DOWNLOADS", otherProfile.GetProperty("error").GetString());
        Assert.True(ofOther.GetProperty("success").GetBoolean());
        Assert.True(afterwards.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Download_AllProfilesOfOneCallerAreFull_IsRefusedAndOthersAreNot()
    {
        await using var door = await DownloadDoor.StartAsync("\"MaxFileBytes\": 6000, \"MaxCallerBytes\": 10000");
        await door.FetchPathAsync("/files/a.bin?bytes=6000");

        var full = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"), profile: DownloadDoor.OtherProfile);
        var streamed = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000&chunked"), profile: DownloadDoor.OtherProfile);
        door.User = "bob";
        var ofOther = await door.FetchAsync(door.Url("/files/b.bin?bytes=6000"));

        Assert.Equal("STORAGE_FULL", full.GetProperty("error").GetString());
        Assert.Equal("STORAGE_FULL", streamed.GetProperty("error").GetString());
        Assert.True(ofOther.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Download_WithoutAProfile_IsRefused()
    {
        await using var door = await DownloadDoor.StartAsync();

        var result = await door.Ads.CallAsync("download_export", $$"""{"export_id":"x","export_url":"{{door.Url("/files/a.bin")}}"}""");

        Assert.Equal("NO_ACTIVE_PROFILE", result.GetProperty("error").GetString());
    }
}
