using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using McpProxy.Benchmarks.Micro;
using static System.Console;

namespace McpProxy.Benchmarks.Truncation;

/// <summary>How fast each kind of JSON is skipped with the vectors that this process may use, beside reading it and copying it; and the very first time.</summary>
internal static class SkipCommand
{
    private const int Rounds = 5;

    public static int Run()
    {
        var benchmarks = new SkipBenchmarks { Kind = "amc" };
        benchmarks.Setup();
        var first = Seconds(() => benchmarks.Skip());
        WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Width()}; the first {benchmarks.Length / 1e6:0} MB of the process in {first * 1e3:0} ms, compiling included"));
        WriteLine("| elements | skipped, GB/s | Utf8JsonReader | copied |");
        WriteLine("|---|---|---|---|");
        var slower = 0;
        foreach (var kind in JsonBodies.Kinds)
        {
            benchmarks.Kind = kind;
            benchmarks.Setup();
            var skip = Speed(benchmarks, () => benchmarks.Skip());
            var reader = Speed(benchmarks, () => benchmarks.Reader());
            var copy = Speed(benchmarks, benchmarks.Copy);
            slower += skip < reader * 0.9 ? 1 : 0; // runs differ by that much where both wait for memory
            WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind} | {skip:0.0} | {reader:0.00} | {copy:0} |"));
        }

        return slower == 0 ? 0 : 1;
    }

    private static string Width() =>
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : Vector128.IsHardwareAccelerated ? "128 bits" : "no vectors";

    private static double Speed(SkipBenchmarks benchmarks, Action work)
    {
        work();
        return benchmarks.Length / 1e9 / Enumerable.Range(0, Rounds).Select(_ => Seconds(work)).Order().ElementAt(Rounds / 2);
    }

    private static double Seconds(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
