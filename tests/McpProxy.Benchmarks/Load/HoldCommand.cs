using System.Diagnostics;
using System.Globalization;
using McpProxy.Benchmarks.Servers;

namespace McpProxy.Benchmarks.Load;

/// <summary>
/// Opens many of what clients keep open and leaves it idle, to see what one costs the proxy: WebSocket connections, streams
/// of <c>subscriptions/listen</c>, sessions. Each kind gets a process of its own.
/// </summary>
internal static class HoldCommand
{
    /// <summary>Opened and closed before anything is measured, so that compiled code and filled pools do not count.</summary>
    private const int WarmUp = 64;

    /// <param name="arguments"><c>--websockets N</c>, <c>--streams N</c>, <c>--sessions N</c>, in any order and number.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            await HoldAsync(arguments[i], int.Parse(arguments[i + 1], CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static async Task HoldAsync(string kind, int count)
    {
        var config = Path.GetTempFileName();
        try
        {
            ProxyConfigFile.Write(config, tools: 10, new Uri("http://127.0.0.1:9/"));
            using var process = Start(config, count);
            try
            {
                var line = await process.StandardOutput.ReadLineAsync();
                var server = new ServerProcess(new Uri(line?["ready ".Length..] ?? throw new InvalidOperationException("The proxy did not start.")), process.Id);
                await MeasureAsync(kind, count, server);
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
        finally
        {
            File.Delete(config);
        }
    }

    private static Process Start(string config, int count)
    {
        var limit = (count + WarmUp).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [typeof(HoldCommand).Assembly.Location, "serve-mcpproxy", config])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["Mcp__WebSocket__Enabled"] = "true",
                ["Mcp__WebSocket__MaxConnections"] = limit,
                ["Mcp__Limits__MaxStreams"] = limit,
                ["Mcp__Sessions__MaxSessions"] = limit,
            },
        };
        return Process.Start(start)!;
    }

    private static async Task MeasureAsync(string kind, int count, ServerProcess server)
    {
        using var client = new HttpClient();
        using (var warmUp = new IdleClients(server))
        {
            await warmUp.OpenAsync(kind, WarmUp);
        }

        var managedBefore = await ManagedBytesAsync(client, server);
        var residentBefore = server.ResidentMegabytes();
        using var clients = new IdleClients(server);
        await clients.OpenAsync(kind, count);
        var managed = await ManagedBytesAsync(client, server) - managedBefore;
        var resident = (server.ResidentMegabytes() - residentBefore) * 1024 * 1024;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} {kind.TrimStart('-')}: {resident / count / 1024:0.0} KB of resident memory each ({resident / 1024 / 1024:0.0} MB on top of {residentBefore:0.0}), {managed / (double)count / 1024:0.0} KB of managed memory each"));
    }

    /// <summary>Asked for twice: what a finalizer lets go of is freed by the next collection.</summary>
    private static async Task<long> ManagedBytesAsync(HttpClient client, ServerProcess server)
    {
        await client.GetStringAsync(new Uri(server.Address, BenchServer.MemoryPath));
        return long.Parse(await client.GetStringAsync(new Uri(server.Address, BenchServer.MemoryPath)), CultureInfo.InvariantCulture);
    }
}
