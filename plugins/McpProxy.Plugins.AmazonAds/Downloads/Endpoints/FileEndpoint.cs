using McpProxy.Hosting;
using McpProxy.Plugins.AmazonAds.Downloads.Naming;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>
/// Gives a file to its owner, or to who has a ticket for it: whole, in ranges (RFC 9110, section 14) that go on where a transfer broke off,
/// or its headers only. What is not there, and what is somebody else's, looks the same.
/// </summary>
internal sealed class FileEndpoint(DownloadRooms rooms, IEndpointAdmission admission, DownloadTicket tickets)
{
    private static readonly ProxyError _notFound = new(ProxyErrorKind.InvalidArguments, "file_not_found", "There is no such file.")
    {
        Status = StatusCodes.Status404NotFound,
        Hint = "GET /downloads lists the files.",
    };

    private static readonly ProxyError _leaves = new(ProxyErrorKind.Forbidden, "path_not_allowed", "The path leads out of the folder.");

    /// <param name="context">The request.</param>
    /// <param name="rest">What follows <c>/downloads/</c>, decoded once.</param>
    public async Task RunAsync(HttpContext context, string rest)
    {
        if (rooms.Current is not { } room)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound; // Removed since the request was routed.
            return;
        }

        var (profile, path) = Split(rest);
        var owner = TicketOf(context) is { } ticket ? tickets.Open(ticket, profile, path) : null;
        if (owner is null)
        {
            if (await admission.AdmitAsync(context, room.Options.Authorization) is not { } exchange)
            {
                return;
            }

            owner = FileOwner.Of(exchange.Caller);
            profile = SaidProfile(exchange) is { } said && said != profile ? "" : profile;
        }

        // The server has taken dot segments out of the path already; whoever sent some did not mean well.
        if (FilePath.Leaves(rest) || TraversalFilter.HasDotSegments(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? ""))
        {
            await admission.RefuseAsync(context, _leaves);
            return;
        }

        var file = FilePath.IsProfile(profile) ? room.ShelfOf(owner.Value, profile).Find(path) : null;
        if (file is null)
        {
            await admission.RefuseAsync(context, _notFound);
            return;
        }

        await SendAsync(context, file);
    }

    /// <summary>The profile that a request itself says, by a header or a handle; what is configured for those that say none does not count.</summary>
    public static string? SaidProfile(ProxyExchange exchange) =>
        exchange.ProfileSource is ContextSource.Request or ContextSource.Handle ? exchange.Profile : null;

    private static string? TicketOf(HttpContext context) => context.Request.Query[DownloadTicket.Parameter] is [{ } ticket] ? ticket : null;

    /// <summary>Splits <c>p/{profile}/{path}</c>; anything else names no profile.</summary>
    private static (string Profile, string Path) Split(string rest)
    {
        var parts = rest.Split('/', 3);
        return parts is [DownloadUrls.Profiles, var profile, var path] ? (profile, path) : ("", "");
    }

    private async Task SendAsync(HttpContext context, StoredFile file)
    {
        FileStream stream;
        var sidecar = await Sidecar.ReadAsync(file, context.RequestAborted);
        try
        {
            stream = file.Open();
        }
        catch (IOException)
        {
            await admission.RefuseAsync(context, _notFound); // Removed since it was found.
            return;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-cache";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var tag = new EntityTagHeaderValue($"\"{sidecar?.Sha256 ?? $"{file.Size:x}-{file.DownloadedAt.Ticks:x}"}\"");
        ByteRanges.IgnoreOtherUnits(context.Request);

        // Disposes the stream; knows ranges, preconditions and HEAD.
        await Results.Stream(stream, file.ContentType, file.Name, file.DownloadedAt, tag, enableRangeProcessing: true).ExecuteAsync(context);
    }
}
