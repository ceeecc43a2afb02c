using McpProxy.Dispatch;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using McpProxy.Tools.Resources;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Engines;

/// <summary>A request that passed its transport's gate, ready to be answered.</summary>
internal sealed class McpRequest
{
    public required Envelope Envelope { get; init; }

    public required ProtocolRevision Revision { get; init; }

    public required ToolsetSurface Toolset { get; init; }

    /// <summary>What a <c>tools/call</c> calls; default for all other methods.</summary>
    public CalledTool Called { get; init; }

    /// <summary>The tool of a <c>tools/call</c>; null when there is none of that name.</summary>
    public ToolBinding? Tool => Called.Tool;

    /// <summary>The HTTP request it came in; null over stdio.</summary>
    public HttpContext? Caller { get; init; }

    /// <summary>The session of an initialize-era client; null for all others.</summary>
    public McpSession? Session { get; init; }

    /// <summary>The page of a <c>tools/list</c>.</summary>
    public ReadOnlyMemory<byte> Page { get; set; }

    /// <summary>The resource of a <c>resources/*</c> method that names one.</summary>
    public ResourceMatch? Resource { get; set; }

    /// <summary>The key of what is kept of the session; null without one.</summary>
    public string? StateId => Session?.StateId;

    /// <summary>The context handle in <c>_meta</c>; null for none.</summary>
    public string? ContextHandle => Envelope.Context.IsString ? Envelope.Context.GetString() : null;

    public ResultDialect Dialect => Toolset.Surface.Dialect(Revision);
}
