using McpProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>
/// Answers 403 to requests that go out of <c>/downloads</c> by dot segments. The server resolves those before routing, so that such a request
/// could only reach what it can reach anyway; it is refused because nobody sends it who means well.
/// </summary>
internal sealed class TraversalFilter(DownloadRooms rooms) : IStartupFilter
{
    private static readonly ProxyError _leaves = new(ProxyErrorKind.Forbidden, "path_not_allowed", "The path leads out of the folder.");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var admission = (IEndpointAdmission?)app.ApplicationServices.GetService(typeof(IEndpointAdmission));
        app.Use(following => context =>
        {
            var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
            return target is not null && target.StartsWith(DownloadUrls.Base + "/", StringComparison.OrdinalIgnoreCase) && admission is not null
                && !context.Request.Path.StartsWithSegments(DownloadUrls.Base, StringComparison.OrdinalIgnoreCase) && HasDotSegments(target) && rooms.Current is not null
                ? admission.RefuseAsync(context, _leaves)
                : following(context);
        });
        next(app);
    };

    /// <summary>Whether a target, decoded as often as anybody could, has a segment of two dots.</summary>
    public static bool HasDotSegments(string target)
    {
        var path = target.Split('?')[0];
        for (var times = 0; times < 3 && path.Contains('%'); times++)
        {
            path = Uri.UnescapeDataString(path);
        }

        return path.Split('/', '\\').Contains("..");
    }
}
