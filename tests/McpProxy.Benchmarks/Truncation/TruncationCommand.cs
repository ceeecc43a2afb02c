using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using McpProxy.Benchmarks.Load;
using static System.Console;

namespace McpProxy.Benchmarks.Truncation;

/// <summary>Long answers through McpProxy: untouched, shortened, and as the result of a tool; time and memory of each.</summary>
internal static class TruncationCommand
{
    private const double MaxRatio = 1.05;
    private const double MaxGrowth = 16;
    private const int Rounds = 5;

    private static readonly int[] Megabytes = [1, 100, 1024];

    public static async Task<int> RunAsync()
    {
        using var upstream = await ServerChild.StartAsync("serve-bodies");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Configuration(upstream.Server.Address));
        using var proxy = await ServerChild.StartAsync("serve-mcpproxy", file);
        File.Delete(file);
        using var client = new HttpClient { BaseAddress = proxy.Server.Address };
        var met = true;
        WriteLine("| body | way | time | ÷ untouched | first byte | answer | memory |");
        WriteLine("|---|---|---|---|---|---|---|");
        foreach (var size in Megabytes)
        {
            var ways = new (string Name, Func<HttpRequestMessage> Request)[]
            {
                ("untouched", () => new HttpRequestMessage(HttpMethod.Get, $"/plain/json/{size}")),
                ("shortened", () => new HttpRequestMessage(HttpMethod.Get, $"/cut/json/{size}")),
                ("tool call", () => Call(size)),
                ("kept whole", () => new HttpRequestMessage(HttpMethod.Get, $"/kept/json/{size}")),
            };
            var downloads = ways.Select(_ => new List<Download>()).ToArray();
            for (var round = -1; round < Rounds; round++)
            {
                for (var i = 0; i < ways.Length; i++)
                {
                    var download = await ReadAsync(client, ways[i].Request(), proxy.Server);
                    if (round >= 0)
                    {
                        downloads[i].Add(download);
                    }
                }
            }

            for (var i = 0; i < ways.Length; i++)
            {
                var seconds = Median(downloads[i], d => d.Seconds);
                var ratio = Median([.. downloads[i].Zip(downloads[0], (a, b) => a with { Seconds = a.Seconds / b.Seconds })], d => d.Seconds);
                var growth = downloads[i].Max(d => d.Growth);
                met &= size < 1000 || i is 0 or 3 || (ratio <= MaxRatio && growth < MaxGrowth);
                WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {size} MB | {ways[i].Name} | {seconds * 1e3:0} ms | {ratio:0.00} | {Median(downloads[i], d => d.FirstByte) * 1e3:0.0} ms | {downloads[i][0].Bytes:#,0} B | +{growth:0.0} MB |"));
            }
        }

        return met ? 0 : 1;
    }

    private static string Configuration(Uri upstream) => JsonSerializer.Serialize(new
    {
        ReverseProxy = new
        {
            Routes = new Dictionary<string, object>
            {
                ["plain"] = new { ClusterId = "up", Match = new { Path = "/plain/{**rest}" }, Transforms = new object[] { new { PathRemovePrefix = "/plain" } } },
                ["cut"] = new { ClusterId = "up", Match = new { Path = "/cut/{**rest}" }, Transforms = new object[] { new { PathRemovePrefix = "/cut" }, new { Truncate = "ten" } } },
                ["kept"] = new { ClusterId = "up", Match = new { Path = "/kept/{**rest}" }, Transforms = new object[] { new { PathRemovePrefix = "/kept" }, new { Truncate = "all" } } },
            },
            Clusters = new { up = new { Destinations = new { one = new { Address = upstream.AbsoluteUri } } } },
        },
        Mcp = new { Tools = new { list = new { Route = "cut", Request = "GET /cut/json/{megabytes}", Description = "List workflows.", Parameters = new { megabytes = new { Type = "integer", Required = true, Description = "Length." } } } } },
        McpProxy = new { Truncate = new { ten = new { MaxItems = 10, Cursors = new[] { "$.nextToken" } }, all = new { MaxStringBytes = 1_000_000 } } },
    });

    private static HttpRequestMessage Call(int megabytes)
    {
        var body = $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list","arguments":{"megabytes":{{{megabytes}}} },"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}} } }""";
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "list");
        return request;
    }

    private static async Task<Download> ReadAsync(HttpClient client, HttpRequestMessage request, ServerProcess server)
    {
        var before = server.ResidentMegabytes();
        server.ForgetPeak();
        var buffer = new byte[256 * 1024];
        var began = Stopwatch.GetTimestamp();
        double first = 0;
        long bytes = 0;
        using (request)
        using (var response = (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode())
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            int read;
            while ((read = await body.ReadAsync(buffer)) > 0)
            {
                first = bytes == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : first;
                bytes += read;
            }
        }

        return new Download(Stopwatch.GetElapsedTime(began).TotalSeconds, first, bytes, server.PeakMegabytes() - before);
    }

    private static double Median(List<Download> downloads, Func<Download, double> figure) => downloads.Select(figure).Order().ElementAt(downloads.Count / 2);
}
