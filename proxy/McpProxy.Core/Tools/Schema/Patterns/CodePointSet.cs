using System.Globalization;
using System.Text;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>
/// A set of Unicode code points, which is what ECMA-262's classes are in Unicode mode. .NET's classes hold UTF-16 units, so
/// code points above U+FFFF are written as pairs of them.
/// </summary>
internal sealed class CodePointSet
{
    private const int MaxCodePoint = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstAstral = 0x10000;

    /// <summary>Ascending, neither overlapping nor touching.</summary>
    private readonly List<(int First, int Last)> _ranges;

    private CodePointSet(List<(int First, int Last)> ranges) => _ranges = ranges;

    public static CodePointSet Of(params ReadOnlySpan<(int First, int Last)> ranges) => Union([.. ranges]);

    public static CodePointSet Union(IEnumerable<CodePointSet> sets) => Union(sets.SelectMany(set => set._ranges));

    public CodePointSet Negate()
    {
        var ranges = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
            {
                ranges.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= MaxCodePoint)
        {
            ranges.Add((next, MaxCodePoint));
        }

        return new(ranges);
    }

    /// <summary>Writes the set as one atom of .NET's syntax. Half surrogate pairs belong to no set.</summary>
    public void WriteTo(StringBuilder output)
    {
        var units = new StringBuilder();
        var alternatives = new List<string>();
        foreach (var (first, last) in _ranges)
        {
            WriteUnits(units, first, Math.Min(last, FirstSurrogate - 1));
            WriteUnits(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstAstral - 1));
            WritePairs(alternatives, Math.Max(first, FirstAstral), last);
        }

        if (units.Length > 0)
        {
            alternatives.Insert(0, $"[{units}]");
        }

        output.Append(alternatives.Count switch
        {
            // Every unit is a space or is not: this matches none.
            0 => @"[^\s\S]",
            1 when units.Length > 0 => alternatives[0],
            _ => $"(?:{string.Join('|', alternatives)})",
        });
    }

    private static CodePointSet Union(IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new(merged);
    }

    private static void WriteUnits(StringBuilder units, int first, int last)
    {
        if (first <= last)
        {
            units.Append(Range(first, last));
        }
    }

    private static void WritePairs(List<string> alternatives, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Split(first);
            var lastOfHigh = first + (0x3FF - (low - 0xDC00));
            if (low == 0xDC00 && lastOfHigh <= last)
            {
                // Whole rows of 1024 share one expression.
                var rows = (last - first + 1) / 0x400;
                alternatives.Add($"[{Range(high, high + rows - 1)}][{Range(0xDC00, 0xDFFF)}]");
                first += rows * 0x400;
            }
            else
            {
                var end = Math.Min(lastOfHigh, last);
                alternatives.Add($"{Unit(high)}[{Range(low, Split(end).Low)}]");
                first = end + 1;
            }
        }
    }

    private static (int High, int Low) Split(int codePoint) =>
        (0xD800 + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));

    private static string Range(int first, int last) => first == last ? Unit(first) : $"{Unit(first)}-{Unit(last)}";

    private static string Unit(int unit) => @"\u" + unit.ToString("X4", CultureInfo.InvariantCulture);
}
