using System.Globalization;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>A place in a pattern, and what can be read there.</summary>
internal struct EcmaCursor(string pattern)
{
    public int Position { get; set; }

    public readonly bool IsAtEnd => Position >= pattern.Length;

    /// <summary>The next UTF-16 unit, or NUL at the end.</summary>
    public readonly char Peek => IsAtEnd ? '\0' : pattern[Position];

    public readonly bool StartsWith(string text) => pattern.AsSpan(Position).StartsWith(text, StringComparison.Ordinal);

    public bool TryTake(string text)
    {
        if (!StartsWith(text))
        {
            return false;
        }

        Position += text.Length;
        return true;
    }

    /// <summary>Takes a whole code point: a surrogate pair is one character.</summary>
    public int TakeCodePoint()
    {
        if (IsAtEnd)
        {
            throw new EcmaSyntaxException("the pattern ends too early");
        }

        var codePoint = char.IsHighSurrogate(Peek) && Position + 1 < pattern.Length && char.IsLowSurrogate(pattern[Position + 1])
            ? char.ConvertToUtf32(Peek, pattern[Position + 1])
            : Peek;
        Position += codePoint > 0xFFFF ? 2 : 1;
        return codePoint;
    }

    /// <summary>Takes all up to a closing character, and that.</summary>
    public string TakeUntil(char end)
    {
        var length = pattern.AsSpan(Position).IndexOf(end);
        if (length < 0)
        {
            throw new EcmaSyntaxException($"'{end}' is missing");
        }

        var text = pattern.Substring(Position, length);
        Position += length + 1;
        return text;
    }

    /// <summary>Takes decimal digits.</summary>
    /// <returns>The number, held at <see cref="int.MaxValue"/> where it is larger; null when there is no digit.</returns>
    public int? TakeNumber()
    {
        var start = Position;
        long value = 0;
        for (; char.IsAsciiDigit(Peek); Position++)
        {
            value = Math.Min((value * 10) + (Peek - '0'), int.MaxValue);
        }

        return Position == start ? null : (int)value;
    }

    /// <summary>Takes exactly <paramref name="count"/> hexadecimal digits.</summary>
    public int TakeHex(int count)
    {
        if (TryTakeHex(count) is not { } value)
        {
            throw new EcmaSyntaxException($"{count} hexadecimal digits must follow at position {Position}");
        }

        return value;
    }

    /// <summary>Takes the digits of <c>\u</c>: four, or any number in braces; two escapes that are a surrogate pair are one.</summary>
    public int TakeUnicodeEscape()
    {
        if (TryTake("{"))
        {
            var digits = TakeUntil('}');
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var codePoint) && codePoint is >= 0 and <= 0x10FFFF
                ? codePoint
                : throw new EcmaSyntaxException($"\\u{{{digits}}} is no code point");
        }

        var high = TakeHex(4);
        var afterHigh = Position;
        if (char.IsHighSurrogate((char)high) && TryTake(@"\u") && TryTakeHex(4) is { } low && char.IsLowSurrogate((char)low))
        {
            return char.ConvertToUtf32((char)high, (char)low);
        }

        Position = afterHigh;
        return high;
    }

    private int? TryTakeHex(int count)
    {
        if (Position + count > pattern.Length
            || !int.TryParse(pattern.AsSpan(Position, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        Position += count;
        return value;
    }
}
