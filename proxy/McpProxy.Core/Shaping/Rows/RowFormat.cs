namespace McpProxy.Shaping.Rows;

/// <summary>How a body is divided into rows.</summary>
internal enum RowFormat
{
    /// <summary>JSON values on lines: NDJSON, JSON Lines.</summary>
    JsonLines,

    /// <summary>JSON text sequences (RFC 7464): lines that begin with a record separator.</summary>
    JsonSequence,

    /// <summary>Comma-separated records (RFC 4180); quoted fields may hold line breaks.</summary>
    Csv,

    /// <summary>Tab-separated records, one a line.</summary>
    Tsv,

    /// <summary>Server-sent events (WHATWG HTML, section 9.2).</summary>
    Events,
}
