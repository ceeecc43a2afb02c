using System.Text;

namespace McpProxy.Configuration.Files;

/// <summary>A place in a text as an editor shows it: lines and columns from 1, columns in characters.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct TextPosition(long Line, long Column)
{
    public override string ToString() => $"Line {Line}, column {Column}";

    /// <summary>From a byte offset into the whole text.</summary>
    public static TextPosition Of(ReadOnlySpan<byte> utf8, long offset)
    {
        var before = utf8[..(int)Math.Min(offset, utf8.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    /// <summary>From a line number and a byte offset into that line, both from 0.</summary>
    public static TextPosition Of(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        var rest = utf8;
        for (var i = 0L; i < line && rest.IndexOf((byte)'\n') is var end and >= 0; i++)
        {
            rest = rest[(end + 1)..];
        }

        return new(line + 1, Encoding.UTF8.GetCharCount(rest[..(int)Math.Min(byteInLine, rest.Length)]) + 1);
    }
}
