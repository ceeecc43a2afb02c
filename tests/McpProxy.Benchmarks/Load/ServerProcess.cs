using System.Globalization;
using System.Runtime.InteropServices;
using McpProxy.Benchmarks.Servers;

namespace McpProxy.Benchmarks.Load;

/// <summary>A server under load, and what the system says of its process.</summary>
internal sealed partial record ServerProcess(Uri Address, int Pid)
{
    /// <summary>The unit of the times in <c>/proc/PID/stat</c>; fixed on Linux (<c>USER_HZ</c>).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Reads <c>URL,PID</c>.</summary>
    public static ServerProcess Parse(string text) =>
        text.Split(',') is [var url, var pid] ? new(new Uri(url), int.Parse(pid, CultureInfo.InvariantCulture)) : throw new FormatException($"'{text}' is not URL,PID.");

    /// <summary>Processor time used so far, in seconds: all of it, and the kernel's part.</summary>
    public (double All, double Kernel) CpuSeconds()
    {
        var stat = File.ReadAllText($"/proc/{Pid}/stat");
        // The second field is the name in brackets, which may hold blanks; utime and stime are fields 14 and 15.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var user = long.Parse(fields[11], CultureInfo.InvariantCulture) / TicksPerSecond;
        var kernel = long.Parse(fields[12], CultureInfo.InvariantCulture) / TicksPerSecond;
        return (Clock() ?? (user + kernel), kernel);
    }

    /// <summary>The process's own clock: to the nanosecond, where <c>stat</c> counts in hundredths of a second, a twentieth of a short round.</summary>
    private double? Clock()
    {
        // clock_getcpuclockid(3) on Linux: the process in the upper bits, and that all time is meant that its threads ran.
        var clock = (~Pid << 3) | 2;
        return GetTime(clock, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : null;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }

    /// <summary>Resident memory, in MB.</summary>
    public double ResidentMegabytes() => StatusMegabytes("VmRSS:");

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>, in MB.</summary>
    public double PeakMegabytes() => StatusMegabytes("VmHWM:");

    /// <summary>Makes the kernel count the peak of resident memory anew (proc(5), clear_refs).</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{Pid}/clear_refs", "5");

    private double StatusMegabytes(string name)
    {
        var line = File.ReadLines($"/proc/{Pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024d;
    }

    /// <summary>What its runtime has counted; null when the server is not a .NET one.</summary>
    public async Task<RuntimeCounters?> CountersAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri(Address, BenchServer.CountersPath));
        return response.IsSuccessStatusCode ? RuntimeCounters.Parse(await response.Content.ReadAsStringAsync()) : null;
    }
}
