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
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in source.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RouteModel>() is { } model)
            {
                endpoints[model.Config.RouteId] = endpoint;
            }
        }

        foreach (var tool in catalog.All.Tools)
        {
            tool.Endpoint = endpoints.GetValueOrDefault(tool.RouteId);
            if (tool.Endpoint is null)
            {
                errors.Add(ConfigErrorCodes.NotApplied, $"Mcp:Tools:{tool.Name}:Route", $"YARP has made no endpoint of the route '{tool.RouteId}'.");
            }
        }
    }
}
