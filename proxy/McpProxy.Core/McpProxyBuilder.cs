using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy;

internal sealed record McpProxyBuilder(IServiceCollection Services, IConfiguration Configuration) : IMcpProxyBuilder;
