using System.Collections.Immutable;
using McpProxy.Tools.Schema;
using McpProxy.Tools.Slimming;

namespace McpProxy.Tools.Compilation;

/// <summary>The input schema of a tool, compiled. Tools with the same schema share it, also across reloads.</summary>
/// <param name="Text">The schema as clients get it.</param>
/// <param name="Schema">The same, compiled.</param>
/// <param name="McpHeaders">Arguments that clients repeat in headers.</param>
internal sealed record CompiledInput(byte[] Text, CompiledSchema Schema, ImmutableArray<McpHeaderParameter> McpHeaders)
{
    /// <summary>What was made of it for clients last; null until something was. Read it once: others may replace it.</summary>
    public SlimmedInput? Slimmed { get; set; }
}
