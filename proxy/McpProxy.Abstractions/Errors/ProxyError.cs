using System.Text.Json;

namespace McpProxy;

/// <summary>
/// One failure in the error contract that both doors share: HTTP callers get it as <c>application/problem+json</c>
/// (RFC 9457), MCP callers as <c>_meta["mcpproxy/error"]</c> of an <c>isError</c> result. It is written for callers:
/// it never holds secrets, tokens or stack traces.
/// </summary>
public sealed record ProxyError
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">Its kind; decides the defaults of status and retryability.</param>
    /// <param name="code">A stable snake_case code that tells causes within a kind apart.</param>
    /// <param name="message">What was wrong and where, in one or two sentences for a person or a model.</param>
    public ProxyError(ProxyErrorKind kind, string code, string message)
    {
        Kind = kind;
        Code = code;
        Message = message;
        Retryable = kind is ProxyErrorKind.UpstreamUnreachable or ProxyErrorKind.Timeout or ProxyErrorKind.RateLimited or ProxyErrorKind.CircuitOpen;
    }

    /// <summary>The kind of failure.</summary>
    public ProxyErrorKind Kind { get; init; }

    /// <summary>A stable snake_case code that tells causes within a kind apart.</summary>
    public string Code { get; init; }

    /// <summary>What was wrong and where.</summary>
    public string Message { get; init; }

    /// <summary>The upstream's status, or the status the proxy stands in with; null when HTTP has none for it.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the same call may succeed later. Defaults by <see cref="Kind"/>.</summary>
    public bool Retryable { get; init; }

    /// <summary>Seconds to wait before a retry, 0 or more; null when unknown.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How to mend it, or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Machine-readable details (an upstream's problem document, validation errors), or null.</summary>
    public JsonElement? Details { get; init; }

    /// <summary>The status with which the HTTP door reports this error: <see cref="Status"/> when set, else by kind.</summary>
    public int HttpStatus => Status ?? Kind switch
    {
        ProxyErrorKind.InvalidArguments => 400,
        ProxyErrorKind.UpstreamHttp or ProxyErrorKind.UpstreamUnreachable or ProxyErrorKind.ResponseTooLarge => 502,
        ProxyErrorKind.Timeout => 504,
        ProxyErrorKind.RateLimited => 429,
        ProxyErrorKind.CircuitOpen => 503,
        ProxyErrorKind.AuthRequired => 502,
        ProxyErrorKind.Forbidden => 403,
        _ => 500,
    };
}
