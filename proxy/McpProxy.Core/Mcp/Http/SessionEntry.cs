using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Http;

/// <summary>What a legacy request found: a session, none, or a reason to be refused.</summary>
/// <param name="Session">The session, entered; null when the request is served without one.</param>
/// <param name="Revision">The revision it speaks.</param>
/// <param name="Fault">Why the request is refused, or null.</param>
internal readonly record struct SessionEntry(McpSession? Session, ProtocolRevision Revision, McpFault? Fault = null);
