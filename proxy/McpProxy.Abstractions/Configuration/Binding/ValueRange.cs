using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace McpProxy.Configuration.Binding;

/// <summary>Words for a range, shared by messages, schema and documentation.</summary>
internal static class ValueRange
{
    public static string Describe(RangeAttribute range) => $"{Text(range.Minimum)} to {Text(range.Maximum)}";

    /// <summary>A bound as the operator would write it.</summary>
    public static string Text(object bound) => bound is TimeSpan time ? Text(time) : Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Without the zeros that the constant format puts behind fractions of a second.</summary>
    private static string Text(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0 ? time.ToString("c") : time.ToString("c").TrimEnd('0');
}
