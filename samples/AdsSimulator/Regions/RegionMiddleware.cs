namespace AdsSimulator.Regions;

/// <summary>Decides the region of a request: path prefix first, then the address it came in on.</summary>
internal sealed class RegionMiddleware(RequestDelegate next)
{
    public const string HeaderName = "X-Simulator-Region";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var end = path.Length > 1 ? path.IndexOf('/', 1) : -1;
        var first = path.Length <= 1 ? "" : end < 0 ? path[1..] : path[1..end];
        if (AdsRegion.Find(first) is { } region)
        {
            context.Request.PathBase = context.Request.PathBase.Add("/" + first);
            context.Request.Path = end < 0 ? "/" : path[end..];
            context.Features.Set(region);
        }

        context.Response.Headers[HeaderName] = AdsRegion.Of(context).Code;
        return next(context);
    }
}
