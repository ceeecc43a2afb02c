namespace McpProxy.Shaping.Truncation;

/// <summary>One step of a path.</summary>
/// <param name="Name">The member's name as UTF-8; null for every child, member or element.</param>
/// <param name="Descends">Whether any number of children may be passed before it (<c>..</c>).</param>
internal readonly record struct JsonPathStep(byte[]? Name, bool Descends);
