using System.Text.Json.Nodes;
using McpProxy.Hosting;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>Lists the files of a caller: of the profile that the request says, else of all its profiles.</summary>
internal sealed class ListEndpoint(DownloadRooms rooms, IEndpointAdmission admission)
{
    public async Task RunAsync(HttpContext context)
    {
        if (rooms.Current is not { } room)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound; // Removed since the request was routed.
            return;
        }

        if (await admission.AdmitAsync(context, room.Options.Authorization) is not { } exchange)
        {
            return;
        }

        var owner = FileOwner.Of(exchange.Caller);
        var said = FileEndpoint.SaidProfile(exchange);
        var items = FileShelf.ProfilesOf(room.Root, owner)
            .Where(p => said is null || p == said)
            .SelectMany(p => room.ShelfOf(owner, p).List().Select(f => (JsonNode)FileReport.Of(f, p, withUrl: true)));
        var files = new JsonArray([.. items]);
        var answer = new JsonObject { ["total_count"] = files.Count, ["items"] = files };
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "application/json";
        var body = System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
