using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>Matches as long as there are downloads; until then the paths are those of proxied routes.</summary>
internal sealed class ConfiguredDownloads(DownloadRooms rooms) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) => rooms.Current is not null;
}
