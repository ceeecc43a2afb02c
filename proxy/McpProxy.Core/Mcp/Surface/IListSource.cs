using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>The entries of one list, in ordinal order of their names.</summary>
internal interface IListSource
{
    /// <summary>The member of the result that holds them.</summary>
    ReadOnlySpan<byte> Member { get; }

    int Count { get; }

    /// <summary>The name by which pages go on: unique in the list.</summary>
    string Name(int index);

    /// <summary>Writes an entry with the members that a revision knows; strict clients of older ones refuse others.</summary>
    void Write(Utf8JsonWriter writer, int index, ProtocolRevision revision);
}
