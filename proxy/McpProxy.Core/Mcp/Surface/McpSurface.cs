using System.Collections.Frozen;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>What one configuration looks like to MCP clients: everything about it that answers repeat, written once.</summary>
internal sealed class McpSurface
{
    private readonly ToolsetSurface _all;
    private readonly FrozenDictionary<string, ToolsetSurface> _toolsets;
    private readonly ResultDialect[] _dialects;

    public McpSurface(ConfigSnapshot snapshot)
    {
        Snapshot = snapshot;
        _dialects = [.. ProtocolRevision.All.Select(r => CreateDialect(r, snapshot.Mcp.ServerInfo))];
        _all = new ToolsetSurface(this, snapshot.Catalog.All);
        _toolsets = snapshot.Catalog.Toolsets.ToFrozenDictionary(t => t.Key, t => new ToolsetSurface(this, t.Value), StringComparer.Ordinal);
    }

    public ConfigSnapshot Snapshot { get; }

    public McpConfig Config => Snapshot.Mcp;

    /// <summary>The toolset of an endpoint: all tools for a null name, null when there is no such toolset.</summary>
    public ToolsetSurface? Find(string? toolset) => toolset is null ? _all : _toolsets.GetValueOrDefault(toolset);

    /// <summary>What a revision allows in tool results, and the server info it carries.</summary>
    public ResultDialect Dialect(ProtocolRevision revision) => _dialects[revision.Index];

    private static ResultDialect CreateDialect(ProtocolRevision revision, ServerInfoConfig info) => new()
    {
        Modern = revision.IsModern,
        StructuredContent = revision.HasStructuredContent,
        ResourceLinks = revision.HasStructuredContent,
        Audio = revision.HasAudio,
        ServerInfo = ServerInfoWriter.Write(info, revision),
    };
}
