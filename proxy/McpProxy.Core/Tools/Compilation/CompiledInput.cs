using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Compilation;

/// <summary>The input schema of a tool, compiled. Immutable; tools with the same schema share it, also across reloads.</summary>
/// <param name="Text">The schema as clients get it.</param>
/// <param name="Schema">The same, compiled.</param>
internal sealed record CompiledInput(byte[] Text, CompiledSchema Schema);
