namespace McpProxy.Tools.Schema;

/// <summary>A mistake in a schema, found when it is compiled.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the schema; empty for its root.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
internal readonly record struct SchemaError(string Pointer, string Message);
