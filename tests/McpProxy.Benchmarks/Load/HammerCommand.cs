using System.Globalization;

namespace McpProxy.Benchmarks.Load;

/// <summary>
/// Loads servers in turn, each with one kind of request: to compare builds and settings in one run, or one server for a
/// profiler to watch.
/// </summary>
internal static class HammerCommand
{
    /// <summary>Long enough for the clock of processor time, short enough that a slow moment of the machine meets all servers alike.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.3);

    /// <param name="seconds">How long each server is loaded after its warm-up.</param>
    /// <param name="targets"><c>PATH@URL,PID</c> each; the path is <c>call</c>, <c>list</c>, or that of a GET; with <c>+</c> in front the GET has a partner's headers. Ratios are to the first.</param>
    public static async Task<int> RunAsync(int seconds, IReadOnlyList<string> targets)
    {
        using var generator = new LoadGenerator(connections: 32);
        var scenarios = await Task.WhenAll(targets.Select(FindAsync));
        foreach (var scenario in scenarios)
        {
            await generator.WarmUpAsync(scenario, TimeSpan.FromSeconds(20));
        }

        var turns = scenarios.Select(s => new Comparison(s, scenarios[0])).ToList();
        for (var turn = 0; turn < seconds / Turn.TotalSeconds; turn++)
        {
            var baseline = await generator.SaturateAsync(scenarios[0], Turn);
            turns[0].Add(baseline, baseline);
            foreach (var comparison in turns.Skip(1))
            {
                comparison.Add(await generator.SaturateAsync(comparison.Subject, Turn), baseline);
            }
        }

        turns.ForEach(Print);
        return 0;
    }

    private static async Task<Scenario> FindAsync(string target)
    {
        if (target.Split('@') is not [var path, var address])
        {
            throw new FormatException($"'{target}' is not PATH@URL,PID.");
        }

        var server = ServerProcess.Parse(address);
        return path switch
        {
            "call" => await Probe.PostAsync(target, server, HttpRequests.Call, ""),
            "list" => await Probe.PostAsync(target, server, HttpRequests.List, ""),
            ['+', ..] => await Probe.GetAsync(target, server, path[1..], "", HttpRequests.PartnerHeaders),
            _ => await Probe.GetAsync(target, server, path, ""),
        };
    }

    private static void Print(Comparison c) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {c.Subject.Name}
          {c.OfSubject(m => m.PerSecond):0} a second (x{c.Ratio(m => m.PerSecond):0.000}), p99 {c.OfSubject(m => m.P99):0.00} ms
          per request: {c.OfSubject(m => m.CpuMicroseconds):0.0} µs of processor time (x{c.Ratio(m => m.CpuMicroseconds):0.000}, {c.Difference(m => m.CpuMicroseconds):+0.0;-0.0;0}), {c.OfSubject(m => m.KernelMicroseconds):0.0} of it in the kernel; {c.OfSubject(m => m.AllocatedBytes):0} bytes allocated, {c.OfSubject(m => m.WorkItems):0.00} work items
          per 1,000 requests: {c.OfSubject(m => m.Collections):0.00} garbage collections
        """));
}
