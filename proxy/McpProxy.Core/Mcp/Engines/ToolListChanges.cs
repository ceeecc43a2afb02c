using McpProxy.Configuration;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Mcp.Engines;

/// <summary>Tells open streams that the tool lists changed. One registration with the configuration serves all of them.</summary>
internal sealed class ToolListChanges : IDisposable
{
    private readonly IDisposable _registration;
    private ToolListVersion _current = new();

    public ToolListChanges(LiveConfig config) => _registration = ChangeToken.OnChange(config.GetToolsChangedToken, Advance);

    public ToolListVersion Current => Volatile.Read(ref _current);

    public void Dispose() => _registration.Dispose();

    private void Advance() => Interlocked.Exchange(ref _current, new ToolListVersion()).Replace();
}
