using System.Buffers;
using System.Text;
using McpProxy.Dispatch;

namespace McpProxy.Tools.Binding;

/// <summary>
/// Writes <c>application/x-www-form-urlencoded</c> text (WHATWG URL, section 5.2): everything but letters, digits and
/// <c>*-._</c> is percent-encoded as UTF-8, blanks become <c>+</c>.
/// </summary>
internal static class FormEncoder
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What OpenAPI's <c>allowReserved</c> leaves as it is, but for what would end the query, add a parameter to it or mean a blank.</summary>
    private static readonly SearchValues<byte> PlainOrReserved =
        SearchValues.Create(":/?@!$'(),;=[]*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static void Write(PooledBuffer output, ReadOnlySpan<byte> utf8) => Write(output, utf8, Plain);

    public static void WriteReserved(PooledBuffer output, ReadOnlySpan<byte> utf8) => Write(output, utf8, PlainOrReserved);

    private static void Write(PooledBuffer output, ReadOnlySpan<byte> utf8, SearchValues<byte> plain)
    {
        while (!utf8.IsEmpty)
        {
            var special = utf8.IndexOfAnyExcept(plain);
            if (special < 0)
            {
                output.Write(utf8);
                return;
            }

            output.Write(utf8[..special]);
            WriteSpecial(output, utf8[special]);
            utf8 = utf8[(special + 1)..];
        }
    }

    public static string Encode(string text)
    {
        using var buffer = new PooledBuffer(text.Length + 16);
        Write(buffer, Encoding.UTF8.GetBytes(text));
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static void WriteSpecial(PooledBuffer output, byte value)
    {
        if (value == ' ')
        {
            output.WriteByte((byte)'+');
            return;
        }

        var span = output.GetSpan(3);
        span[0] = (byte)'%';
        span[1] = HexDigit(value >> 4);
        span[2] = HexDigit(value & 0xF);
        output.Advance(3);
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
