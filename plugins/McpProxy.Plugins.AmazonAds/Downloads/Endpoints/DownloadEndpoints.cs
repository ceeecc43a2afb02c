using McpProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>Maps <c>/downloads</c> and all below it.</summary>
internal sealed class DownloadEndpoints(DownloadRooms rooms, ListEndpoint list, FileEndpoint file) : IEndpointMapper
{
    private const string Rest = "rest";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, DownloadUrls.Base, list.RunAsync);
        Map(endpoints, $"{DownloadUrls.Base}/{{**{Rest}}}", context => file.RunAsync(context, (string?)context.Request.RouteValues[Rest] ?? ""));
    }

    private void Map(IEndpointRouteBuilder endpoints, string path, RequestDelegate handler)
    {
        var pattern = RoutePatternFactory.Parse(path, defaults: null, parameterPolicies: new Dictionary<string, object?> { [Rest] = new ConfiguredDownloads(rooms) });
        endpoints.Map(pattern, handler).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }
}
