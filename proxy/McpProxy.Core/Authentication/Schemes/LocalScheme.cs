using System.Net;
using McpProxy.Inbound;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Schemes;

/// <summary>
/// Callers on this machine need no credential. What came through a proxy did not come from here, wherever that proxy runs, and
/// what a foreign web page made a browser send is not the caller's own will.
/// </summary>
/// <param name="name">The scheme's name.</param>
/// <param name="callers">Makes the caller.</param>
internal sealed class LocalScheme(string name, CallerFactory callers) : CallerScheme(name)
{
    private const string Principal = "local";

    private static readonly string[] SignsOfAProxy = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    private CallerResult? _result;

    public override IReadOnlyList<string> Headers => [];

    public override ValueTask<CallerResult> AuthenticateAsync(HttpContext http) =>
        IsLocal(http) ? new ValueTask<CallerResult>(_result ??= new CallerResult(this, callers.Create(Principal, CallerTraits.None), null)) : new(CallerResult.Nobody);

    private static bool IsLocal(HttpContext http)
    {
        var headers = http.Request.Headers;
        return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !Array.Exists(SignsOfAProxy, headers.ContainsKey)
            && LoopbackNames.Contains(http.Request.Host.Host) // A name that was re-bound to this machine is not.
            && headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";
    }
}
