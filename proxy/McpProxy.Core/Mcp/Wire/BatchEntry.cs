namespace McpProxy.Mcp.Wire;

/// <summary>One message of a batch.</summary>
/// <param name="Message">Its bytes.</param>
/// <param name="Envelope">What was found in it; on a fault, only its id is meaningful.</param>
/// <param name="Fault">Why it is refused, or null.</param>
internal readonly record struct BatchEntry(ReadOnlyMemory<byte> Message, Envelope Envelope, McpFault? Fault);
