using System.Buffers.Text;
using System.Globalization;
using McpProxy.Dispatch;

namespace McpProxy.Tools.InputRules;

/// <summary>Writes times as JSON values.</summary>
internal static class TimeText
{
    private const int Longest = 32;

    public static void Write(PooledBuffer output, DateTimeOffset time, TimeForm form)
    {
        switch (form)
        {
            case TimeForm.Date:
                WriteDate(output, DateOnly.FromDateTime(time.UtcDateTime));
                break;
            case TimeForm.DateTime:
                output.WriteByte((byte)'"');
                time.UtcDateTime.TryFormat(output.GetSpan(Longest), out var length, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                output.Advance(length);
                output.WriteByte((byte)'"');
                break;
            default:
                WriteMilliseconds(output, time.ToUnixTimeMilliseconds(), form);
                break;
        }
    }

    public static void WriteDate(PooledBuffer output, DateOnly date)
    {
        output.WriteByte((byte)'"');
        date.TryFormat(output.GetSpan(Longest), out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        output.Advance(length);
        output.WriteByte((byte)'"');
    }

    public static void WriteMilliseconds(PooledBuffer output, long milliseconds, TimeForm form)
    {
        if (form == TimeForm.MillisecondsText)
        {
            output.WriteByte((byte)'"');
        }

        Utf8Formatter.TryFormat(milliseconds, output.GetSpan(Longest), out var length);
        output.Advance(length);
        if (form == TimeForm.MillisecondsText)
        {
            output.WriteByte((byte)'"');
        }
    }
}
