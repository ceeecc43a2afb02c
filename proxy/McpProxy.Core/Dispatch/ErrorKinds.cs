namespace McpProxy.Dispatch;

/// <summary>The wire names of the kinds of the error contract.</summary>
internal static class ErrorKinds
{
    public static string Name(ProxyErrorKind kind) => kind switch
    {
        ProxyErrorKind.InvalidArguments => "invalid_arguments",
        ProxyErrorKind.UpstreamHttp => "upstream_http",
        ProxyErrorKind.UpstreamUnreachable => "upstream_unreachable",
        ProxyErrorKind.Timeout => "timeout",
        ProxyErrorKind.RateLimited => "rate_limited",
        ProxyErrorKind.CircuitOpen => "circuit_open",
        ProxyErrorKind.AuthRequired => "auth_required",
        ProxyErrorKind.Forbidden => "forbidden",
        ProxyErrorKind.ResponseTooLarge => "response_too_large",
        _ => "internal",
    };
}
