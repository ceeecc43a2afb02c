using McpProxy.Configuration;

namespace McpProxy.Mcp.Engines;

/// <summary>Picks the engine that the configuration of a request names.</summary>
internal sealed class EngineSelector(DirectEngine direct)
{
    public IMcpEngine For(McpRequest request) => request.Toolset.Surface.Config.Engine switch
    {
        McpEngine.Sdk => direct,
        _ => direct,
    };
}
