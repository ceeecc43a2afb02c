namespace McpProxy.Mcp.Bridge;

/// <summary>What an initialize-era server agreed to.</summary>
/// <param name="Id">The value of <c>Mcp-Session-Id</c>; null when the server keeps no sessions.</param>
/// <param name="Version">The negotiated protocol version.</param>
internal sealed record RemoteSession(string? Id, string Version);
