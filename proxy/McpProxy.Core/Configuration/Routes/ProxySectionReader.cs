using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>
/// Reads the <c>ReverseProxy</c> section: strictly into YARP's types, so that every mistake is found, and with YARP's own
/// reader, so that what is applied is what YARP itself would have made of it.
/// </summary>
internal static class ProxySectionReader
{
    /// <returns>Every route and cluster that is written, also those with mistakes, so that one mistake does not look like two.</returns>
    public static ProxyRoutes Read(IConfigurationSection section, ConfigErrors errors, StrictBinderOptions options)
    {
        var before = errors.Count;
        var bound = StrictBinder.Bind<ProxySection>(section, errors, options);
        if (errors.Count == before)
        {
            try
            {
                return YarpReader.Read(section);
            }
            catch (Exception e)
            {
                errors.Add(ConfigErrorCodes.ProxySyntax, section.Path, $"YARP cannot read the section: {e.Message}");
            }
        }

        return new ProxyRoutes(
            [.. bound.Routes.Select(r => r.Value with { RouteId = r.Key, Match = r.Value.Match ?? new RouteMatch() })],
            [.. bound.Clusters.Select(c => c.Value with { ClusterId = c.Key })]);
    }
}
