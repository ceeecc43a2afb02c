using System.Buffers.Text;

namespace McpProxy.Tools.InputRules;

/// <summary>Tells seconds and milliseconds since 1970 apart by their digits: 10 and 13, which are the years 2001 to 2286 of both.</summary>
internal static class UnixTime
{
    /// <summary>Reads a number that stands in JSON; what is behind its decimal point does not matter.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> number, out DateOnly date)
    {
        date = default;
        var point = number.IndexOf((byte)'.');
        if (point >= 0 && (point == number.Length - 1 || number[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')))
        {
            return false;
        }

        var whole = point < 0 ? number : number[..point];
        if (whole.Length is not (10 or 13) || whole[0] == '0' || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(whole, out long value, out _))
        {
            return false;
        }

        date = DateOnly.FromDateTime((whole.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(value) : DateTimeOffset.FromUnixTimeMilliseconds(value)).UtcDateTime);
        return true;
    }
}
