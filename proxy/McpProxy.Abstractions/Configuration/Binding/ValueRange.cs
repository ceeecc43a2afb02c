using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace McpProxy.Configuration.Binding;

/// <summary>Words for a range, shared by messages, schema and documentation.</summary>
internal static class ValueRange
{
    public static string Describe(RangeAttribute range) => $"{Text(range.Minimum)} to {Text(range.Maximum)}";

    /// <summary>A bound as the operator would write it.</summary>
    public static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "";
}
