using McpProxy.Configuration;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Stdio;

/// <summary>What a stdio connection needs of the rest of the surface.</summary>
internal sealed record StdioContext(LiveConfig Config, McpSurfaceCache Surfaces, RequestAnswerer Answers, ChangeFeed Changes, JsonWriterPool Writers, McpMetrics Metrics, TimeProvider Time);
