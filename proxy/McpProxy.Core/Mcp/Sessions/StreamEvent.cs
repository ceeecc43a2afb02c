namespace McpProxy.Mcp.Sessions;

/// <summary>What the events in the log of a stream are; the first byte of each, the message follows.</summary>
internal static class StreamEvent
{
    /// <summary>Begins a stream, and has no message.</summary>
    public const byte Opened = (byte)'o';

    public const byte Message = (byte)'m';

    /// <summary>Ends a stream, and has no message.</summary>
    public const byte Ended = (byte)'e';
}
