namespace McpProxy.Shaping.Rows;

/// <summary>Server-sent events: an empty line ends one. Lines end with CR, LF or both.</summary>
internal sealed class EventScanner : IRowScanner
{
    private bool _lineHasText;
    private bool _isBehindReturn;
    private bool _isBehindRow;

    public int FindEnd(ReadOnlySpan<byte> bytes)
    {
        var at = _isBehindReturn && bytes[0] == '\n' ? 1 : 0;
        _isBehindReturn = false;
        if (_isBehindRow && at > 0)
        {
            // The other half of the line break that ended the row: a blank row of its own.
            _isBehindRow = false;
            return at;
        }

        _isBehindRow = false;
        while (true)
        {
            var found = bytes[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
            {
                _lineHasText |= at < bytes.Length;
                return -1;
            }

            var isEmpty = found == 0 && !_lineHasText;
            _lineHasText = false;
            at += found + 1;
            if (bytes[at - 1] == '\r')
            {
                _isBehindReturn = at == bytes.Length;
                at += at < bytes.Length && bytes[at] == '\n' ? 1 : 0;
            }

            if (isEmpty)
            {
                _isBehindRow = true;
                return at;
            }
        }
    }
}
