using System.Collections.Immutable;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Mcp.Surface;

/// <summary>The entries of <c>tools/list</c>.</summary>
/// <param name="tools">The tools, in ordinal order of their names.</param>
internal sealed class ToolListSource(ImmutableArray<ToolBinding> tools) : IListSource
{
    public ReadOnlySpan<byte> Member => "tools"u8;

    public int Count => tools.Length;

    public string Name(int index) => tools[index].Name;

    public void Write(Utf8JsonWriter writer, int index, ProtocolRevision revision) => ToolWriter.Write(writer, tools[index].Definition, revision);
}
