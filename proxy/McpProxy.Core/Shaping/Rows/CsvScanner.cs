namespace McpProxy.Shaping.Rows;

/// <summary>
/// Records of CSV (RFC 4180): a line feed ends one, unless it is in a quoted field. A quote opens a field only where one begins,
/// so that a stray one (<c>5" disk</c>) does not swallow what follows; the usual delimiters are all known.
/// </summary>
internal sealed class CsvScanner : IRowScanner
{
    /// <summary>A quoted field of such a length was never closed: its lines are records again.</summary>
    private const int MaxQuoted = 1024 * 1024;

    private const byte LastByteOfMark = 0xBF;

    /// <summary>Stands for a quote that means nothing.</summary>
    private const byte Stray = 0;

    private byte _before = (byte)'\n';
    private bool _isFirst = true;
    private bool _isQuoted;
    private long _quoted;

    public int FindEnd(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var rest = bytes[at..];
            var found = _isQuoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)'"', (byte)'\n');
            if (_isQuoted && (_quoted += found < 0 ? rest.Length : found) > MaxQuoted)
            {
                _isQuoted = false;
                continue;
            }

            if (found < 0)
            {
                _before = rest[^1];
                return -1;
            }

            at += found + 1;
            if (_isQuoted)
            {
                _isQuoted = false;
                _before = (byte)'"';
            }
            else if (rest[found] == '\n')
            {
                _before = (byte)'\n';
                _isFirst = false;
                return at;
            }
            else
            {
                OnQuote(found == 0 ? _before : rest[found - 1]);
            }
        }

        return -1;
    }

    private void OnQuote(byte before)
    {
        // Behind a quote that closed, another one says that it was meant as a character.
        _isQuoted = before is (byte)',' or (byte)';' or (byte)'\t' or (byte)'|' or (byte)'\n' or (byte)'"' || (_isFirst && before == LastByteOfMark);
        _quoted = before == '"' ? _quoted : 0;
        _before = Stray;
    }
}
