namespace McpProxy.Tools.Compilation;

/// <summary>A request that is not a tool's: what reads a piece of a prompt, or asks for proposals.</summary>
/// <param name="Name">What logs, metrics and messages call it; a legal tool name.</param>
/// <param name="Path">Where it stands in the configuration.</param>
/// <param name="Route">The route; null or empty when it is missing.</param>
/// <param name="Request">Method, path and query, with variables in both; null or empty when it is missing.</param>
/// <param name="Timeout">Time the call may take.</param>
/// <param name="MaxBytes">Largest answer.</param>
internal sealed record RoutedRequest(string Name, string Path, string? Route, string? Request, TimeSpan Timeout, int MaxBytes);
