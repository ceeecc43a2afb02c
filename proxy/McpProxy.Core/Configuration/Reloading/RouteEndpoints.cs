using McpProxy.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Configuration.Reloading;

/// <summary>Ties tools to the endpoints that YARP has made of their routes.</summary>
internal static class RouteEndpoints
{
    public static void Attach(ToolCatalog catalog, EndpointDataSource source, ConfigErrors errors)
    {
        var endpoints = ByRoute(source);
        foreach (var tool in catalog.All.Tools)
        {
            tool.Endpoint = endpoints.GetValueOrDefault(tool.RouteId);
            if (tool.Endpoint is null)
            {
                errors.Add(ConfigErrorCodes.NotApplied, $"Mcp:Tools:{tool.Name}:Route", $"YARP has made no endpoint of the route '{tool.RouteId}'.");
            }
        }
    }

    /// <summary>Whether every tool still has the endpoint of its route.</summary>
    public static bool AreCurrent(ToolCatalog catalog, EndpointDataSource source)
    {
        var endpoints = ByRoute(source);
        return catalog.All.Tools.All(t => ReferenceEquals(t.Endpoint, endpoints.GetValueOrDefault(t.RouteId)));
    }

    private static Dictionary<string, Endpoint> ByRoute(EndpointDataSource source)
    {
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in source.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RouteModel>() is { } model)
            {
                endpoints[model.Config.RouteId] = endpoint;
            }
        }

        return endpoints;
    }
}
