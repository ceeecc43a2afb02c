using System.Threading.Channels;

namespace McpProxy.Benchmarks.Load;

/// <summary>
/// Sends one scenario over keep-alive connections and measures. All servers are loaded by this same code, so that the
/// generator's own cost is on both sides of every ratio.
/// </summary>
internal sealed class LoadGenerator(int connections) : IDisposable
{
    private readonly HttpClient _control = new();

    /// <summary>Every connection sends its next request when its answer has come.</summary>
    public Task<Measurement> SaturateAsync(Scenario scenario, TimeSpan duration) => MeasureAsync(scenario, duration, open =>
    {
        var until = TimeProvider.System.GetTimestamp() + (long)(duration.TotalSeconds * TimeProvider.System.TimestampFrequency);
        return Task.WhenAll(open.Select(c => Task.Run(() => c.RunAsync(until))));
    });

    /// <summary>Requests become due at a fixed rate whether or not earlier answers have come.</summary>
    public Task<Measurement> PaceAsync(Scenario scenario, double perSecond, TimeSpan duration) => MeasureAsync(scenario, duration, open =>
    {
        // The pacer's thread sends by itself: a hop to the pool would be part of the latency.
        var queues = open.Select(_ => Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true })).ToList();
        var running = open.Select((c, i) => c.RunAsync(queues[i].Reader)).ToList();
        var pacing = Task.Factory.StartNew(() => Pacer.Run(perSecond, duration, [.. queues.Select(q => q.Writer)]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WhenAll([.. running, pacing]);
    });

    /// <summary>Loads a server until its JIT has nothing more to improve, for at most <paramref name="limit"/>.</summary>
    public async Task WarmUpAsync(Scenario scenario, TimeSpan limit)
    {
        const int settled = 10; // methods compiled in a second
        var started = TimeProvider.System.GetTimestamp();
        long before, compiled = 0;
        do
        {
            before = compiled;
            await SaturateAsync(scenario, TimeSpan.FromSeconds(1));
            compiled = (await scenario.Server.CountersAsync(_control))?.CompiledMethods ?? before + settled + 1;
        }
        while (Math.Abs(compiled - before) > settled && TimeProvider.System.GetElapsedTime(started) < limit);
    }

    public void Dispose() => _control.Dispose();

    private async Task<Measurement> MeasureAsync(Scenario scenario, TimeSpan duration, Func<IReadOnlyList<LoadConnection>, Task> load)
    {
        var open = Enumerable.Range(0, connections).Select(_ => new LoadConnection(scenario.EndPoint, scenario.Request, scenario.BodyLength)).ToList();
        try
        {
            foreach (var connection in open)
            {
                await connection.ConnectAsync();
            }

            var before = await scenario.Server.CountersAsync(_control);
            var cpu = scenario.Server.CpuSeconds();
            var started = TimeProvider.System.GetTimestamp();
            await load(open);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            var spent = scenario.Server.CpuSeconds();
            var after = await scenario.Server.CountersAsync(_control);
            long[] latencies = [.. open.SelectMany(c => c.Latencies)];
            Array.Sort(latencies);
            double count = latencies.Length;
            return new Measurement(
                count / elapsed.TotalSeconds,
                (spent.All - cpu.All) * 1e6 / count,
                (spent.Kernel - cpu.Kernel) * 1e6 / count,
                (after?.AllocatedBytes - before?.AllocatedBytes) / count,
                (after?.Collections - before?.Collections) * 1000 / count,
                (after?.WorkItems - before?.WorkItems) / count,
                Milliseconds(latencies[latencies.Length / 2]),
                Milliseconds(latencies[(int)(latencies.Length * 0.99)]));
        }
        finally
        {
            open.ForEach(c => c.Dispose());
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000d / TimeProvider.System.TimestampFrequency;
}
