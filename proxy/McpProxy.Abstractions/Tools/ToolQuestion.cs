namespace McpProxy.Tools;

/// <summary>A form that the client shows to its user (MCP elicitation).</summary>
/// <param name="Key">Under which the answer comes back; unique among the questions of one result.</param>
/// <param name="Message">What the user is asked.</param>
/// <param name="Schema">JSON Schema of the form: an object with properties of primitive types.</param>
public sealed record ToolQuestion(string Key, string Message, string Schema);
