using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace McpProxy.Tools.InputRules;

/// <summary>A time counted from that of a call: <c>now</c>, <c>-30d</c>, <c>+12h</c>.</summary>
/// <param name="Text">As the operator wrote it.</param>
/// <param name="Offset">From the call; negative for the past.</param>
/// <param name="Words">As people say it: <c>30 days before the call</c>.</param>
internal sealed record RelativeTime(string Text, TimeSpan Offset, string Words)
{
    /// <summary>Either way, so that dates stay within four digits of a year.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(100 * 366);

    public static bool TryParse(string text, [NotNullWhen(true)] out RelativeTime? time)
    {
        time = null;
        if (text == "now")
        {
            time = new RelativeTime(text, TimeSpan.Zero, "the time of the call");
            return true;
        }

        if (text.Length < 3 || text[0] is not ('-' or '+') || UnitOf(text[^1]) is not { } unit
            || !int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > Furthest / unit.Length)
        {
            return false;
        }

        var offset = unit.Length * count;
        time = new RelativeTime(text, text[0] == '-' ? -offset : offset, $"{count} {unit.Name}{(count == 1 ? "" : "s")} {(text[0] == '-' ? "before" : "after")} the call");
        return true;
    }

    private static (TimeSpan Length, string Name)? UnitOf(char letter) => letter switch
    {
        's' => (TimeSpan.FromSeconds(1), "second"),
        'm' => (TimeSpan.FromMinutes(1), "minute"),
        'h' => (TimeSpan.FromHours(1), "hour"),
        'd' => (TimeSpan.FromDays(1), "day"),
        'w' => (TimeSpan.FromDays(7), "week"),
        _ => null,
    };
}
