using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Mcp.Changes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Connections;

/// <summary>What a connection needs of the rest of the surface.</summary>
internal sealed record ConnectionContext(
    LiveConfig Config, McpSurfaceCache Surfaces, RequestAnswerer Answers, BatchRunner Batches, ChangeFeed Changes, StreamSlots Streams, JsonWriterPool Writers, McpMetrics Metrics, SessionContexts Contexts, CallerWatches Callers, IHostApplicationLifetime Lifetime, TimeProvider Time, ILogger<DuplexConnection> Logger);
