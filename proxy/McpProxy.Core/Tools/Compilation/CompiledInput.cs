using McpProxy.Tools.Schema;
using McpProxy.Tools.Slimming;

namespace McpProxy.Tools.Compilation;

/// <summary>The input schema of a tool, compiled. Tools with the same schema share it, also across reloads.</summary>
/// <param name="Text">The schema as clients get it.</param>
/// <param name="Schema">The same, compiled.</param>
internal sealed record CompiledInput(byte[] Text, CompiledSchema Schema)
{
    /// <summary>What a load has made of it for clients; null until one does. Loads are made one after another.</summary>
    public SlimmedInput? Slimmed { get; set; }
}
