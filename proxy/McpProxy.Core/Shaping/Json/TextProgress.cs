namespace McpProxy.Shaping.Json;

/// <summary>How far the scan of a string or number came.</summary>
internal enum TextProgress
{
    /// <summary>All bytes are consumed, and more may follow.</summary>
    Unfinished,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>The next byte cannot be part of it.</summary>
    Malformed,
}
