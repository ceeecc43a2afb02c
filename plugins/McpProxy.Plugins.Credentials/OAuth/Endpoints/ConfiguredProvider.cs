using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>Matches requests for a provider that is configured now; where the path names none, as long as there is any.</summary>
internal sealed class ConfiguredProvider(AuthorizationFlows flows) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string name ? flows.Find(name) is not null : flows.Any;
}
