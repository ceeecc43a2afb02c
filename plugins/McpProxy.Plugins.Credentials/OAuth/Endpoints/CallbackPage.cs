using System.Text;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>
/// A page for the person who comes back. All of it is constant: nothing of the request, the provider's words or an exception
/// can stand in it. It may be framed, cached and scripted by nobody, and does not pass its URL on, which has the code.
/// </summary>
internal sealed class CallbackPage
{
    private readonly int _status;
    private readonly byte[] _html;

    private CallbackPage(int status, string title, string text)
    {
        _status = status;
        _html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
            <body>
            <h1>{title}</h1>
            <p>{text}</p>
            </body>
            </html>

            """);
    }

    public static CallbackPage Done { get; } = new(200, "Authorized", "The proxy can act for you now. You can close this window.");

    public static CallbackPage BadRequest { get; } = new(400, "Not authorized", "This address is not complete. Begin again where you came from.");

    public static CallbackPage Denied { get; } = new(400, "Not authorized", "The provider did not agree. If you want to authorize the proxy, begin again where you came from.");

    public static CallbackPage ExchangeFailed { get; } = new(400, "Not authorized", "The provider did not complete the authorization. Begin again where you came from.");

    public static CallbackPage Refused { get; } = new(403, "Not authorized", "This authorization was used already, has expired, or was not begun here. Begin again where you came from.");

    public static CallbackPage Failed { get; } = new(500, "Not authorized", "The proxy could not complete the authorization. Try again later.");

    public Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.StatusCode = _status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = _html.Length;
        return context.Response.Body.WriteAsync(_html, context.RequestAborted).AsTask();
    }
}
