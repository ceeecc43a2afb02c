using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy;

/// <summary>
/// What a plugin's <c>AddX(this IMcpProxyBuilder)</c> registers itself on. Registering the same plugin twice is harmless
/// as long as it uses <c>TryAdd</c> and <c>TryAddEnumerable</c>.
/// </summary>
public interface IMcpProxyBuilder
{
    /// <summary>The services of the host. Never null.</summary>
    IServiceCollection Services { get; }

    /// <summary>The host's configuration, with every layer merged. It changes under a hot reload; read it late.</summary>
    IConfiguration Configuration { get; }
}
