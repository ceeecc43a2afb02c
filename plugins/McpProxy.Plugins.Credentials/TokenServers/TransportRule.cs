using Microsoft.Extensions.Hosting;

namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>Whether credentials may be sent unencrypted: in the Development environment.</summary>
/// <param name="environment">Null where there is no host; then they may not.</param>
internal sealed class TransportRule(IHostEnvironment? environment = null)
{
    public bool AllowsHttp { get; } = environment?.IsDevelopment() ?? false;
}
