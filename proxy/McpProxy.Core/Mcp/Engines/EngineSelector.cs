using McpProxy.Configuration;
using McpProxy.Mcp.Sdk;

namespace McpProxy.Mcp.Engines;

/// <summary>Picks the engine that the configuration of a request names.</summary>
internal sealed class EngineSelector(DirectEngine direct, SdkEngine sdk)
{
    public IMcpEngine For(McpRequest request) => request.Toolset.Surface.Config.Engine == McpEngine.Sdk ? sdk : direct;
}
