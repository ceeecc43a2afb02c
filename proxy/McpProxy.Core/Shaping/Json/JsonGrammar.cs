using System.Runtime.CompilerServices;

namespace McpProxy.Shaping.Json;

/// <summary>
/// Reads exactly one JSON text (RFC 8259) in pieces of any size, event by event, and checks all of it. A byte order mark may
/// stand before it. Nothing is decoded, and nothing is kept but the nesting.
/// </summary>
internal sealed class JsonGrammar
{
    private readonly int _maxDepth;
    private readonly ulong[] _objects;
    private Expected _expected = Expected.Start;
    private JsonStringScanner _string;
    private JsonNumberScanner _number;
    private int _literal;
    private int _literalAt;

    /// <param name="maxDepth">Deepest nesting; what is deeper is malformed.</param>
    public JsonGrammar(int maxDepth)
    {
        _maxDepth = maxDepth;
        _objects = new ulong[(maxDepth / 64) + 1];
    }

    private enum Expected : byte
    {
        Start,
        Value,
        FirstItem,
        FirstName,
        Name,
        Colon,
        Separator,
        End,
        InValue,
        InName,
        InString,
        InNumber,
        InLiteral,
        InMark,
    }

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>How many arrays and objects are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether nothing but white space has come.</summary>
    public bool IsEmpty => _expected == Expected.Start;

    /// <summary>Whether the text may end here.</summary>
    public bool IsWhole => _expected == Expected.End || (Depth == 0 && _expected == Expected.InNumber && _number.IsWhole);

    /// <summary>Whether the last byte read is inside a string that is a value.</summary>
    public bool InString => _expected == Expected.InString;

    /// <summary>Whether the last byte read is inside a name.</summary>
    public bool InName => _expected == Expected.InName;

    /// <summary>Whether the next byte is a character that a backslash escapes.</summary>
    public bool AfterBackslash => _string.AfterBackslash;

    /// <summary>Whether the next byte of a string begins a character.</summary>
    public bool IsBetweenCharacters => _string.IsBetweenCharacters;

    /// <summary>See <see cref="JsonStringScanner.Pending"/>.</summary>
    public int Pending => _string.Pending;

    /// <summary>Where the name or value that was read last begins in these bytes; 0 when it began before them.</summary>
    public int TokenStart { get; private set; }

    /// <summary>Says that the innermost containers were skipped by other means, up to and with one of them.</summary>
    /// <param name="depth">What was open with it.</param>
    public void LeaveSkipped(int depth)
    {
        _string = default;
        Depth = depth - 1;
        AfterValue();
    }

    /// <summary>Reads on to the next event.</summary>
    public JsonEvent Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        TokenStart = at;
        while (at < bytes.Length)
        {
            if (_expected >= Expected.InValue)
            {
                return ReadToken(bytes, ref at);
            }

            var value = bytes[at];
            if (value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                at++;
                continue;
            }

            TokenStart = at;
            switch (_expected)
            {
                case Expected.Separator when value == ',':
                    at++;
                    _expected = IsObject(Depth) ? Expected.Name : Expected.Value;
                    continue;
                case Expected.Colon when value == ':':
                    at++;
                    _expected = Expected.Value;
                    continue;
                case Expected.Start when value == ByteOrderMark[0]:
                    _expected = Expected.InMark;
                    continue;
                case Expected.FirstName or Expected.Name when value == '"':
                    at++;
                    _expected = Expected.InName;
                    continue;
                case Expected.Separator or Expected.FirstItem or Expected.FirstName when value == (IsObject(Depth) ? '}' : ']'):
                    at++;
                    Depth--;
                    AfterValue();
                    return JsonEvent.Closed;
                case Expected.Start or Expected.Value or Expected.FirstItem when BeginsValue(value):
                    _expected = Expected.InValue;
                    return JsonEvent.Value;
                default:
                    return JsonEvent.Malformed;
            }
        }

        return JsonEvent.Starved;
    }

    private static bool BeginsValue(byte value) => value is (byte)'"' or (byte)'{' or (byte)'[' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' || char.IsAsciiDigit((char)value);

    private JsonEvent ReadToken(ReadOnlySpan<byte> bytes, ref int at)
    {
        switch (_expected)
        {
            case Expected.InName:
                return Map(_string.Scan(bytes, ref at), JsonEvent.Name);
            case Expected.InString:
                return Map(_string.Scan(bytes, ref at), JsonEvent.Scalar);
            case Expected.InNumber:
                return Map(_number.Scan(bytes, ref at), JsonEvent.Scalar);
            case Expected.InLiteral:
                return ReadLiteral(bytes, ref at);
            case Expected.InMark:
                return ReadMark(bytes, ref at);
            default:
                return Begin(bytes, ref at);
        }
    }

    private JsonEvent Map(TextProgress progress, JsonEvent ended)
    {
        if (progress != TextProgress.Ended)
        {
            return progress == TextProgress.Unfinished ? JsonEvent.Starved : JsonEvent.Malformed;
        }

        if (ended == JsonEvent.Name)
        {
            _expected = Expected.Colon;
        }
        else
        {
            AfterValue();
        }

        return ended;
    }

    private JsonEvent Begin(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = bytes[at];
        switch (value)
        {
            case (byte)'{' or (byte)'[':
                at++;
                return Open(isObject: value == '{');
            case (byte)'"':
                at++;
                _expected = Expected.InString;
                break;
            case (byte)'t' or (byte)'f' or (byte)'n':
                _literal = value == 't' ? 0 : value == 'f' ? 1 : 2;
                _literalAt = 0;
                _expected = Expected.InLiteral;
                break;
            default:
                _number = default;
                _expected = Expected.InNumber;
                break;
        }

        return at < bytes.Length ? ReadToken(bytes, ref at) : JsonEvent.Starved;
    }

    private JsonEvent Open(bool isObject)
    {
        if (Depth == _maxDepth)
        {
            return JsonEvent.Malformed;
        }

        Depth++;
        var bit = 1UL << (Depth & 63);
        ref var word = ref _objects[Depth >> 6];
        word = isObject ? word | bit : word & ~bit;
        _expected = isObject ? Expected.FirstName : Expected.FirstItem;
        return JsonEvent.Opened;
    }

    private JsonEvent ReadLiteral(ReadOnlySpan<byte> bytes, ref int at)
    {
        var text = _literal switch { 0 => "true"u8, 1 => "false"u8, _ => "null"u8 };
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] != text[_literalAt])
            {
                return JsonEvent.Malformed;
            }

            if (++_literalAt == text.Length)
            {
                at++;
                AfterValue();
                return JsonEvent.Scalar;
            }
        }

        return JsonEvent.Starved;
    }

    private JsonEvent ReadMark(ReadOnlySpan<byte> bytes, ref int at)
    {
        for (; at < bytes.Length; at++)
        {
            if (bytes[at] != ByteOrderMark[_literalAt])
            {
                return JsonEvent.Malformed;
            }

            if (++_literalAt == ByteOrderMark.Length)
            {
                at++;
                _expected = Expected.Value;
                return Next(bytes, ref at);
            }
        }

        return JsonEvent.Starved;
    }

    private void AfterValue() => _expected = Depth == 0 ? Expected.End : Expected.Separator;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsObject(int depth) => (_objects[depth >> 6] >> (depth & 63) & 1) != 0;
}
