namespace McpProxy.Tools.Compilation;

/// <summary>A literal (decoded) or a variable of a request line's path.</summary>
internal sealed record RequestLinePart(string Literal, string? Variable, bool CatchAll);
