using System.Globalization;

namespace McpProxy.Benchmarks.Load;

/// <summary>What a .NET server has counted since it started.</summary>
internal sealed record RuntimeCounters(long AllocatedBytes, long CompiledMethods, long Collections, long WorkItems)
{
    public static RuntimeCounters Parse(string text) =>
        text.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray() is [var bytes, var methods, var collections, var items]
            ? new(bytes, methods, collections, items)
            : throw new FormatException($"'{text}' is not four numbers.");
}
