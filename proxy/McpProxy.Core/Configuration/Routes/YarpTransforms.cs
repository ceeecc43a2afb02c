namespace McpProxy.Configuration.Routes;

/// <summary>The transforms that YARP brings along. Its factories do not tell their names; these are its documented ones.</summary>
internal static class YarpTransforms
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "PathPrefix", "PathRemovePrefix", "PathSet", "PathPattern",
        "QueryValueParameter", "QueryRouteParameter", "QueryRemoveParameter",
        "HttpMethodChange",
        "RequestHeadersCopy", "RequestHeaderOriginalHost", "RequestHeader", "RequestHeaderRouteValue", "RequestHeaderRemove", "RequestHeadersAllowed",
        "X-Forwarded", "Forwarded", "ClientCert",
        "ResponseHeadersCopy", "ResponseHeader", "ResponseHeaderRemove", "ResponseHeadersAllowed",
        "ResponseTrailersCopy", "ResponseTrailer", "ResponseTrailerRemove", "ResponseTrailersAllowed",
    ];
}
