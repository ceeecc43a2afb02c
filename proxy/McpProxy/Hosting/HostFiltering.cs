using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace McpProxy.Host.Hosting;

/// <summary>
/// ASP.NET Core's host filtering with its own key, <c>AllowedHosts</c>: names separated by semicolons, default any. It holds
/// for everything that listens; <c>Mcp:AllowedHosts</c> narrows the MCP endpoint further.
/// </summary>
internal static class HostFiltering
{
    private const string Key = "AllowedHosts";

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostFiltering(filter =>
        {
            var names = configuration[Key]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
            filter.AllowedHosts = names.Length > 0 ? names : ["*"];
        });
        services.TryAddSingleton<IOptionsChangeTokenSource<HostFilteringOptions>>(new ConfigurationChangeTokenSource<HostFilteringOptions>(configuration));
    }
}
