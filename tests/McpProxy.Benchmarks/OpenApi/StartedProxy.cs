using System.Diagnostics;
using System.Globalization;
using McpProxy.Benchmarks.Load;

namespace McpProxy.Benchmarks.OpenApi;

/// <summary>A proxy that serves, in a process of its own: how long it takes until it is ready, and how much memory it has then.</summary>
internal static class StartedProxy
{
    private const int Rounds = 3;

    /// <summary>Starts the empty proxy and one with settings in turn, and prints the medians.</summary>
    public static async Task CompareAsync(Dictionary<string, string?> settings)
    {
        var (empty, full) = (new List<(double Seconds, double Megabytes)>(), new List<(double Seconds, double Megabytes)>());
        for (var i = 0; i < Rounds; i++)
        {
            empty.Add(await StartAsync([]));
            full.Add(await StartAsync(settings));
        }

        Print("empty proxy", empty);
        Print("with these documents", full);
    }

    private static async Task<(double Seconds, double Megabytes)> StartAsync(Dictionary<string, string?> settings)
    {
        var config = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(config, "{}");
            var start = new ProcessStartInfo("dotnet", [typeof(StartedProxy).Assembly.Location, "serve-mcpproxy", config]) { RedirectStandardOutput = true };
            foreach (var (key, value) in settings.Where(s => s.Value is not null))
            {
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            var started = TimeProvider.System.GetTimestamp();
            using var process = Process.Start(start)!;
            try
            {
                _ = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The proxy did not start.");
                var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                return (took, new ServerProcess(new Uri("http://127.0.0.1/"), process.Id).ResidentMegabytes());
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

    private static void Print(string what, List<(double Seconds, double Megabytes)> starts) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: ready after {starts.Select(s => s.Seconds).Order().ElementAt(Rounds / 2):0.00} s, {starts.Select(s => s.Megabytes).Order().ElementAt(Rounds / 2):0} MB resident before anything is collected"));
}
