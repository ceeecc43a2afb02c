using McpProxy.Configuration;
using McpProxy.Inbound;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Challenges;

/// <summary>
/// Serves the metadata of every MCP endpoint where RFC 9728, section 3 puts it, and that of the one with everything at the
/// root too, where clients look that were given no address. Whoever asks has no credential yet; any web page may read it. It is
/// no endpoint of routing: where there is no metadata, routes to upstreams that have some of their own must not lose the path.
/// </summary>
internal sealed class MetadataEndpoint(HostCheck hosts)
{
    /// <summary>Whether a request is for metadata that there is.</summary>
    public bool IsAskedBy(HttpContext http, ConfigSnapshot snapshot, AccessModel access) =>
        access.Metadata.Exists && http.Request.Path.StartsWithSegments(PublicAddress.MetadataPath, StringComparison.Ordinal, out var rest) && TryFind(rest, snapshot, out _) && hosts.IsAllowed(http, snapshot);

    /// <summary>Answers a request that <see cref="IsAskedBy"/> recognised.</summary>
    public static Task AnswerAsync(HttpContext http, ConfigSnapshot snapshot, AccessModel access)
    {
        http.Request.Path.StartsWithSegments(PublicAddress.MetadataPath, StringComparison.Ordinal, out var rest);
        TryFind(rest, snapshot, out var toolset);
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            return AnswerOther(http);
        }

        headers.CacheControl = "no-cache"; // It may be made of the request, and change with the configuration.
        http.Response.ContentType = "application/json";
        var document = access.Metadata.Write(http, access.Challenges.Address, toolset);
        http.Response.ContentLength = document.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(document, http.RequestAborted).AsTask();
    }

    /// <summary>Finds the resource that the path behind the well-known one names.</summary>
    private static bool TryFind(PathString path, ConfigSnapshot snapshot, out string? toolset)
    {
        toolset = null;
        if (!path.HasValue || path == snapshot.Mcp.Path)
        {
            return true;
        }

        if (!path.StartsWithSegments(snapshot.Mcp.Path, StringComparison.Ordinal, out var rest) || rest.Value is not ['/', .. { Length: > 0 } name])
        {
            return false;
        }

        toolset = name;
        return snapshot.Catalog.Find(name) is not null;
    }

    private static Task AnswerOther(HttpContext http)
    {
        var isPreflight = HttpMethods.IsOptions(http.Request.Method);
        http.Response.StatusCode = isPreflight ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        if (isPreflight)
        {
            http.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
            http.Response.Headers.AccessControlAllowHeaders = "MCP-Protocol-Version";
        }
        else
        {
            http.Response.Headers.Allow = "GET, HEAD, OPTIONS";
        }

        return Task.CompletedTask;
    }
}
