namespace McpProxy.Benchmarks.Load;

/// <summary>
/// Measures running servers against each other: warm-up, then rounds in which every scenario has its turn, in reverse order
/// every other round; last the latency at half load.
/// </summary>
internal sealed class LoadCommand(LoadOptions options)
{
    private const string ProfilePath = "/v2/profiles/" + HttpRequests.ProfileId;
    private const string DressedPath = "/dressed/" + HttpRequests.ProfileId;
    private const string PartnerPath = "/partner/" + HttpRequests.ProfileId;
    private const string InResult = "countryCode";
    private const int CloseRounds = 24;

    public async Task<int> RunAsync()
    {
        using var generator = new LoadGenerator(options.Connections);
        var direct = await Probe.GetAsync("upstream itself", options.Upstream, ProfilePath, InResult);
        var plain = await Probe.GetAsync("plain YARP, GET", options.Yarp, ProfilePath, InResult);
        var call = await Probe.PostAsync("McpProxy, tools/call", options.McpProxy, HttpRequests.Call, InResult);
        var calls = new Comparison(call, plain);
        var routes = new Comparison(await Probe.GetAsync("McpProxy, GET", options.McpProxy, DressedPath, InResult), await Probe.GetAsync("plain YARP, GET with headers", options.Yarp, DressedPath, InResult));
        var lists = new Comparison(await Probe.PostAsync("McpProxy, tools/list", options.McpProxy, HttpRequests.List, "get_profile_999"), await Probe.GetAsync("static file", options.StaticFile, "/list.json", "get_profile_999"));
        var bare = new Comparison(await Probe.PostAsync("bare call in process", options.Bare, HttpRequests.Call, InResult), plain);
        var partners = new Comparison(
            await Probe.GetAsync("McpProxy, GET of a partner", options.McpProxy, PartnerPath, InResult, HttpRequests.PartnerHeaders),
            await Probe.GetAsync("McpProxy, the same GET, no transforms", options.McpProxy, ProfilePath, InResult, HttpRequests.PartnerHeaders));
        List<Comparison> all = [calls, bare, routes, lists];
        var typeScript = options.TypeScript is { } server ? new Comparison(call, await Probe.PostAsync("TypeScript SDK, tools/call", server, HttpRequests.LegacyCall, InResult)) : null;
        if (typeScript is not null)
        {
            all.Add(typeScript);
        }

        await WarmUpAsync(generator, all.Append(partners));
        var ceiling = await generator.SaturateAsync(direct, options.Measured);
        await CompareAsync(generator, all);
        await CompareCloselyAsync(generator, partners);
        var latencies = await PaceAsync(generator, calls);

        var report = Report(calls, bare, routes, partners, lists, typeScript, latencies, ceiling);
        report.Print(Console.Out);
        if (options.JsonFile is { } file)
        {
            report.Write(file);
        }

        return report.AllPass ? 0 : 1;
    }

    private async Task WarmUpAsync(LoadGenerator generator, IEnumerable<Comparison> comparisons)
    {
        foreach (var scenario in comparisons.SelectMany(c => new[] { c.Baseline, c.Subject }).Distinct())
        {
            Console.Error.WriteLine($"warming up: {scenario.Name}");
            // Node.js does not tell what it compiles; it is warm sooner.
            await generator.WarmUpAsync(scenario, scenario.Server == options.TypeScript ? options.WarmUpLimit / 5 : options.WarmUpLimit);
        }
    }

    private async Task CompareAsync(LoadGenerator generator, IReadOnlyList<Comparison> comparisons)
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {options.Rounds}");
            foreach (var comparison in comparisons)
            {
                await RoundAsync(comparison, subjectFirst: round % 2 == 1, s => generator.SaturateAsync(s, options.Measured));
            }
        }
    }

    /// <summary>
    /// A difference of a few microseconds takes many short rounds: the machine's speed moves by more than that from one second to the
    /// next, and what is compared must meet the same.
    /// </summary>
    private async Task CompareCloselyAsync(LoadGenerator generator, Comparison comparison)
    {
        Console.Error.WriteLine($"{CloseRounds} short rounds: {comparison.Subject.Name}");
        for (var round = 0; round < CloseRounds; round++)
        {
            await RoundAsync(comparison, subjectFirst: round % 2 == 1, s => generator.SaturateAsync(s, options.Measured / 2));
        }
    }

    /// <summary>Both at the same rate, half of what the slower can do.</summary>
    private async Task<Comparison> PaceAsync(LoadGenerator generator, Comparison calls)
    {
        var rate = Math.Min(calls.OfSubject(m => m.PerSecond)!.Value, calls.OfBaseline(m => m.PerSecond)!.Value) / 2; // measured just now
        Console.Error.WriteLine($"half load: {rate:0} requests a second");
        var latencies = new Comparison(calls.Subject, calls.Baseline);
        for (var round = 0; round < options.Rounds; round++)
        {
            await RoundAsync(latencies, subjectFirst: round % 2 == 1, s => generator.PaceAsync(s, rate, options.Measured));
        }

        return latencies;
    }

    private static async Task RoundAsync(Comparison comparison, bool subjectFirst, Func<Scenario, Task<Measurement>> measure)
    {
        var early = await measure(subjectFirst ? comparison.Subject : comparison.Baseline);
        var late = await measure(subjectFirst ? comparison.Baseline : comparison.Subject);
        comparison.Add(subjectFirst ? early : late, subjectFirst ? late : early);
    }

    private LoadReport Report(Comparison calls, Comparison bare, Comparison routes, Comparison partners, Comparison lists, Comparison? typeScript, Comparison latencies, Measurement ceiling)
    {
        var report = new LoadReport();
        report.Ratio("HTTP route, header transforms ÷ YARP", "throughput", routes, m => m.PerSecond, "/s", atLeast: 0.95);
        report.Ratio("", "server CPU", routes, m => m.CpuMicroseconds, "µs");
        report.Ratio("", "allocated", routes, m => m.AllocatedBytes, "B");
        report.Add(new ReportRow
        {
            Path = "exchange, headers, profile, region − none, warm",
            Figure = "added server CPU, µs",
            Value = partners.Difference(m => m.CpuMicroseconds),
            AtMost = 5,
            Behind = $"{partners.OfSubject(m => m.CpuMicroseconds):0.0} − {partners.OfBaseline(m => m.CpuMicroseconds):0.0} µs, {partners.OfSubject(m => m.AllocatedBytes):0} − {partners.OfBaseline(m => m.AllocatedBytes):0} B a request",
        });
        report.Ratio("tools/call ÷ plain YARP GET", "throughput", calls, m => m.PerSecond, "/s", atLeast: 0.85);
        report.Ratio("", "server CPU", calls, m => m.CpuMicroseconds, "µs", atMost: 1.25);
        report.Ratio("", "allocated", calls, m => m.AllocatedBytes, "B");
        report.Ratio("bare POST, route in process ÷ plain YARP GET", "throughput", bare, m => m.PerSecond, "/s");
        report.Ratio("", "server CPU", bare, m => m.CpuMicroseconds, "µs");
        report.Ratio("", "allocated", bare, m => m.AllocatedBytes, "B");
        report.Add(new ReportRow
        {
            Path = "tools/call − plain YARP GET, half load",
            Figure = "added p99, ms",
            Value = latencies.Difference(m => m.P99),
            AtMost = 1,
            Behind = $"{latencies.OfSubject(m => m.P99):0.00} − {latencies.OfBaseline(m => m.P99):0.00} ms; medians {latencies.OfSubject(m => m.P50):0.00} and {latencies.OfBaseline(m => m.P50):0.00} ms",
        });
        if (typeScript is not null)
        {
            report.Ratio("tools/call ÷ TypeScript SDK server", "throughput", typeScript, m => m.PerSecond, "/s", atLeast: 20);
        }

        report.Ratio("tools/list of 1,000 tools ÷ static file", "throughput", lists, m => m.PerSecond, "/s", atLeast: 0.5);
        report.Ratio("", "server CPU", lists, m => m.CpuMicroseconds, "µs");
        report.Add(new ReportRow { Path = "700 tools", Figure = "idle memory, MB", Value = options.IdleMegabytes, AtMost = 120 });
        report.Add(new ReportRow { Path = "", Figure = "start to ready, s", Value = options.StartSeconds, AtMost = 1 });
        report.Add(new ReportRow { Path = "1,000 tools, after this load", Figure = "memory, MB", Value = options.McpProxy.ResidentMegabytes(), Behind = $"plain YARP: {options.Yarp.ResidentMegabytes():0.0} MB" });
        report.Add(new ReportRow { Path = "the upstream itself, no proxy", Figure = "requests a second", Value = ceiling.PerSecond, Behind = "what generator and upstream can do together" });
        return report;
    }
}
