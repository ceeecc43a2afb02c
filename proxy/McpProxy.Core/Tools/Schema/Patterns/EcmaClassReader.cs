namespace McpProxy.Tools.Schema.Patterns;

/// <summary>Reads character classes and the escapes that stand for characters.</summary>
internal static class EcmaClassReader
{
    /// <summary>Reads a class after its opening bracket, up to and including the closing one.</summary>
    public static CodePointSet Read(ref EcmaCursor cursor)
    {
        var negated = cursor.TryTake("^");
        var parts = new List<CodePointSet>();
        while (!cursor.TryTake("]"))
        {
            if (cursor.IsAtEnd)
            {
                throw new EcmaSyntaxException("']' is missing");
            }

            ReadPart(ref cursor, parts);
        }

        var set = CodePointSet.Union(parts);
        return negated ? set.Negate() : set;
    }

    /// <summary>Reads an escape, after its backslash, that stands for a set; null when it stands for something else.</summary>
    public static CodePointSet? TryReadSet(ref EcmaCursor cursor)
    {
        var set = cursor.Peek switch
        {
            'd' => EcmaClasses.Digit,
            'D' => EcmaClasses.Digit.Negate(),
            'w' => EcmaClasses.Word,
            'W' => EcmaClasses.Word.Negate(),
            's' => EcmaClasses.Space,
            'S' => EcmaClasses.Space.Negate(),
            _ => null,
        };
        if (set is not null)
        {
            cursor.TakeCodePoint();
            return set;
        }

        var negated = cursor.StartsWith("P{");
        return cursor.TryTake("p{") || cursor.TryTake("P{") ? ReadProperty(cursor.TakeUntil('}'), negated) : null;
    }

    /// <summary>Reads an escape, after its backslash, that stands for one character.</summary>
    public static int ReadCharacterEscape(ref EcmaCursor cursor)
    {
        var position = cursor.Position - 1;
        var letter = cursor.TakeCodePoint();
        switch (letter)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case '0' when !char.IsAsciiDigit(cursor.Peek):
                return 0;
            case 'c' when char.IsAsciiLetter(cursor.Peek):
                return cursor.TakeCodePoint() % 32;
            case 'x':
                return cursor.TakeHex(2);
            case 'u':
                return cursor.TakeUnicodeEscape();
            case < 0x80 when char.IsAsciiLetterOrDigit((char)letter):
                throw new EcmaSyntaxException($"\\{(char)letter} at position {position} has no meaning{Advice(letter)}");
            default:
                return letter;
        }
    }

    private static void ReadPart(ref EcmaCursor cursor, List<CodePointSet> parts)
    {
        if (!TryReadMember(ref cursor, parts, out var first))
        {
            return;
        }

        var afterFirst = cursor.Position;
        if (!cursor.TryTake("-") || cursor.Peek is ']' or '\0')
        {
            cursor.Position = afterFirst;
            parts.Add(CodePointSet.Of((first, first)));
        }
        else if (TryReadMember(ref cursor, parts, out var last))
        {
            parts.Add(first <= last
                ? CodePointSet.Of((first, last))
                : throw new EcmaSyntaxException($"the range before position {cursor.Position} ends below its start"));
        }
        else
        {
            // "a-\d": not a range, but a, the hyphen, and the digits.
            parts.Add(CodePointSet.Of((first, first), ('-', '-')));
        }
    }

    /// <returns>Whether a single character was read; sets are added to <paramref name="parts"/>.</returns>
    private static bool TryReadMember(ref EcmaCursor cursor, List<CodePointSet> parts, out int character)
    {
        character = 0;
        if (!cursor.TryTake("\\"))
        {
            character = cursor.TakeCodePoint();
            return true;
        }

        if (TryReadSet(ref cursor) is { } set)
        {
            parts.Add(set);
            return false;
        }

        character = cursor.TryTake("b") ? '\b' : ReadCharacterEscape(ref cursor);
        return true;
    }

    private static CodePointSet ReadProperty(string expression, bool negated)
    {
        var set = EcmaClasses.Property(expression)
            ?? throw new EcmaSyntaxException($"the Unicode property '{expression}' is not known here; general categories are");
        return negated ? set.Negate() : set;
    }

    private static string Advice(int letter) => letter switch
    {
        'A' => "; write ^ for the start of the text",
        'Z' or 'z' => "; write $ for the end of the text",
        _ => "",
    };
}
