namespace McpProxy.Shaping.Rows;

/// <summary>Tells rows of data from what stands between them.</summary>
internal static class RowKinds
{
    /// <summary>The kind of a whole row.</summary>
    public static RowKind Of(RowFormat format, ReadOnlySpan<byte> row) => format switch
    {
        RowFormat.Csv or RowFormat.Tsv => row.Trim("\r\n"u8).IsEmpty ? RowKind.Blank : RowKind.Data,
        RowFormat.Events => OfEvent(row),
        _ => OfValue(row.Trim("\r\n \t\x1e"u8)),
    };

    private static RowKind OfValue(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? RowKind.Blank
        : ProgressReport.TryParse(value, out _) || LogReport.TryParse(value) is not null ? RowKind.Aside
        : RowKind.Data;

    private static RowKind OfEvent(ReadOnlySpan<byte> lines)
    {
        var kind = RowKind.Blank;
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            if (line.StartsWith("data"u8) && (line.Length == 4 || line[4] == ':'))
            {
                // An event of several lines of data is none of the short reports.
                var value = line.Length > 5 ? line[5..].Trim((byte)' ') : default;
                return kind != RowKind.Data && OfValue(value) == RowKind.Aside && !HasData(lines) ? RowKind.Aside : RowKind.Data;
            }

            kind = line.IsEmpty ? kind : RowKind.Aside;
        }

        return kind;
    }

    private static bool HasData(ReadOnlySpan<byte> lines) => lines.IndexOf("\ndata"u8) >= 0 || lines.IndexOf("\rdata"u8) >= 0 || lines.StartsWith("data"u8);
}
