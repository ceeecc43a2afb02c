namespace McpProxy.Tools.Schema;

/// <summary>One way in which a value does not fit a schema; written for the model that made the value.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the value; empty for its root.</param>
/// <param name="Keyword">The schema keyword that failed, e.g. <c>required</c>.</param>
/// <param name="Message">What was expected, and what came.</param>
/// <param name="Suggestion">The nearest valid name or value, or null.</param>
internal readonly record struct SchemaViolation(string Pointer, string Keyword, string Message, string? Suggestion);
