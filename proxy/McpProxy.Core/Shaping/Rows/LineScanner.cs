namespace McpProxy.Shaping.Rows;

/// <summary>Rows that end with a line feed.</summary>
internal sealed class LineScanner : IRowScanner
{
    public int FindEnd(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? -1 : end + 1;
    }
}
