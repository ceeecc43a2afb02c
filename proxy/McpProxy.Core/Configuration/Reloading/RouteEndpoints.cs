using McpProxy.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Configuration.Reloading;

/// <summary>Ties calls to the endpoints that YARP has made of their routes.</summary>
internal static class RouteEndpoints
{
    public static void Attach(Catalog catalog, EndpointDataSource source, ConfigErrors errors)
    {
        var endpoints = ByRoute(source);
        foreach (var call in catalog.Calls.Where(c => c.HasRoute))
        {
            call.Endpoint = endpoints.GetValueOrDefault(call.RouteId);
            if (call.Endpoint is null)
            {
                errors.Add(ConfigErrorCodes.NotApplied, $"{call.ConfigPath}:Route", $"YARP has made no endpoint of the route '{call.RouteId}'.");
            }
        }
    }

    /// <summary>Whether every call still has the endpoint of its route.</summary>
    public static bool AreCurrent(Catalog catalog, EndpointDataSource source)
    {
        var endpoints = ByRoute(source);
        return catalog.Calls.Where(c => c.HasRoute).All(c => ReferenceEquals(c.Endpoint, endpoints.GetValueOrDefault(c.RouteId)));
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
