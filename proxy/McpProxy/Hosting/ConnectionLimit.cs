using System.Globalization;

namespace McpProxy.Host.Hosting;

/// <summary>
/// How many connections the process can take. Each call needs a file descriptor for its caller and one for its upstream; a
/// process that runs out of them cannot even load an assembly, and dies. Kestrel refuses what is over the limit instead.
/// </summary>
internal static class ConnectionLimit
{
    /// <summary>Left for files, assemblies, watches and idle upstream connections.</summary>
    private const long Reserve = 256;

    private const long Fewest = 64;

    /// <summary>Half of the open files that this process may have, after a reserve; null where the system does not say or does not limit.</summary>
    public static long? OfThisProcess() => File.Exists("/proc/self/limits") ? From(File.ReadLines("/proc/self/limits")) : null;

    /// <summary>Reads the lines of Linux's <c>/proc/{pid}/limits</c> (proc(5)).</summary>
    public static long? From(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? Math.Max(Fewest, (files - Reserve) / 2) : null;
    }
}
