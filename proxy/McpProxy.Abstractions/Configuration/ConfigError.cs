namespace McpProxy.Configuration;

/// <summary>One mistake in the configuration. All mistakes of a load are reported together, sorted by path.</summary>
/// <param name="Code">Stable code, e.g. <c>MCP012</c>, see docs/configuration.md.</param>
/// <param name="Path">Where: configuration keys joined with a colon, e.g. <c>Mcp:Tools:get_profile:Request</c>.</param>
/// <param name="Message">What is wrong, in one sentence. Never holds the value of a secret.</param>
/// <param name="Hint">How to mend it, in one sentence; empty when the message says it.</param>
public sealed record ConfigError(string Code, string Path, string Message, string Hint = "")
{
    /// <summary><c>path: code: message hint</c> on one line.</summary>
    public override string ToString() => OneLine.Of(Hint.Length == 0 ? $"{Path}: {Code}: {Message}" : $"{Path}: {Code}: {Message} {Hint}");
}
