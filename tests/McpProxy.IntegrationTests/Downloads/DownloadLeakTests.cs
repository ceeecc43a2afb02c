using System.Text.Json;
using McpProxy.IntegrationTests.Partners;
using McpProxy.IntegrationTests.Partners.Leaks;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>
/// Whoever knows the URL of an export has the file, and whoever knows a signed URL of ours as well: neither is in logs, metrics, spans,
/// what is kept beside the file, or the answer to anybody but the one who asked.
/// </summary>
[Collection(nameof(LeakTests))] // Listens to all spans of the process.
public sealed class DownloadLeakTests
{
    private const string Signature = "X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024";

    [Fact]
    public async Task Downloads_WhateverBecomesOfThem_KeepTheirSignaturesToThemselves()
    {
        var watch = new LeakWatch();
        watch.AddSecret("a signature of the file host", Signature);
        using (var telemetry = new WatchedTelemetry(watch))
        {
            await using var door = await DownloadDoor.StartAsync("\"SignedUrlLifetime\": \"00:10:00\"", configure: builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                builder.Logging.AddProvider(new WatchedLogs(watch));
            });

            var fetched = await FetchAsync(door, "/files/report.json.gz?bytes=2000&gz&");
            var file = fetched.GetProperty("file_path").GetString()!;
            foreach (var refused in new[] { "/fault/status=403/files/a.bin?", "/fault/status=302,location=http%253A%252F%252F169.254.169.254%252F/files/a.bin?", "/fault/cut=mid-body/files/a.bin?bytes=100000&", "/fault/cut=before-headers/files/a.bin?" })
            {
                await FetchAsync(door, refused);
            }

            watch.AddOutput("refused host", (await door.FetchAsync($"https://files.example.com/x?{Signature}")).ToString());
            watch.AddOutput("list", (await door.CallAsync("list_downloads")).ToString());
            var signed = new Uri((await door.CallAsync("get_download_url", $$"""{"file_path":"{{file}}"}""")).GetProperty("url").GetString()!);
            watch.AddSecret("a signature of ours", signed.Query.TrimStart('?'));
            door.User = null;
            using var served = await door.SendAsync(signed.PathAndQuery);
            using var spoiled = await door.SendAsync(signed.PathAndQuery + "x");
            served.EnsureSuccessStatusCode();
            Assert.False(spoiled.IsSuccessStatusCode);
            watch.AddOutput("refused URL", await spoiled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var kept in door.Files)
            {
                watch.AddOutput($"file {kept.Name}", File.ReadAllText(kept.FullName, System.Text.Encoding.Latin1));
            }

            Assert.True(telemetry.Spans > 5);
        }

        watch.AssertNoLeak();
        Assert.True(watch.Outputs > 50, $"Only {watch.Outputs} outputs were watched.");

        async Task<JsonElement> FetchAsync(DownloadDoor door, string path)
        {
            var answer = await door.FetchAsync(door.Url(path + Signature));
            watch.AddOutput($"answer {path}", answer.ToString());
            return answer;
        }
    }
}
