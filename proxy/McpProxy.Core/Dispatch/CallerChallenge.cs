namespace McpProxy.Dispatch;

/// <summary>The route's authorization refused the caller itself: the MCP door answers with this HTTP status, so that the client can refresh its credential.</summary>
/// <param name="Status">401 or 403.</param>
/// <param name="WwwAuthenticate">Values of <c>WWW-Authenticate</c>; may be empty.</param>
internal sealed record CallerChallenge(int Status, string[] WwwAuthenticate);
