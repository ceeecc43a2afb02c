namespace McpProxy.Benchmarks.Load;

/// <summary>Loads one server with one kind of request, for a profiler to watch.</summary>
internal static class HammerCommand
{
    /// <param name="server">The server.</param>
    /// <param name="path"><c>call</c>, <c>list</c>, or the path of a GET.</param>
    /// <param name="duration">How long.</param>
    public static async Task<int> RunAsync(ServerProcess server, string path, TimeSpan duration)
    {
        using var generator = new LoadGenerator(connections: 32);
        var scenario = path switch
        {
            "call" => await Probe.PostAsync(path, server, HttpRequests.Call, ""),
            "list" => await Probe.PostAsync(path, server, HttpRequests.List, ""),
            _ => await Probe.GetAsync(path, server, path, ""),
        };
        await generator.WarmUpAsync(scenario, TimeSpan.FromSeconds(20));
        var result = await generator.SaturateAsync(scenario, duration);
        Console.WriteLine($"{result.PerSecond:0} a second, {result.CpuMicroseconds:0.0} µs of processor time and {result.AllocatedBytes:0} bytes allocated per request, p99 {result.P99:0.00} ms");
        return 0;
    }
}
