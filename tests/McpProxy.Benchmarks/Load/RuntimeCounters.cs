using System.Globalization;

namespace McpProxy.Benchmarks.Load;

/// <summary>What a .NET server has counted since it started.</summary>
internal sealed record RuntimeCounters(long AllocatedBytes, long CompiledMethods)
{
    public static RuntimeCounters Parse(string text) =>
        text.Split(' ') is [var bytes, var methods]
            ? new(long.Parse(bytes, CultureInfo.InvariantCulture), long.Parse(methods, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not two numbers.");
}
