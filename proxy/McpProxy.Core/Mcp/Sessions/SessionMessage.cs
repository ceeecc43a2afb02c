namespace McpProxy.Mcp.Sessions;

/// <summary>What one replica tells the others of a session.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Payload">As <paramref name="Kind"/> says; valid until the receiver returns.</param>
internal readonly record struct SessionMessage(SessionMessageKind Kind, string SessionId, ReadOnlyMemory<byte> Payload);
