using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>
/// Binds a flow to the browser that began it: a random value in a cookie, of which the flow keeps the digest. It is given to browsers that
/// will come back to the host they began at, and is of no use without a state. <c>__Host-</c> keeps other hosts from setting it
/// (RFC 6265bis, section 4.1.3); browsers accept that over https alone, so on loopback it is left out.
/// </summary>
internal sealed class BrowserCookie
{
    private const string SecureName = "__Host-mcpproxy-auth";
    private const string LoopbackName = "mcpproxy-auth";
    private const int Bytes = 32;
    private const int Characters = 43;

    private readonly bool _isSecure;
    private readonly string _name;

    private BrowserCookie(bool isSecure, string value)
    {
        (_isSecure, _name) = (isSecure, isSecure ? SecureName : LoopbackName);
        Value = value;
    }

    /// <summary>SHA-256 of the value, which says nothing of it.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Value)));

    private string Value { get; }

    /// <summary>The cookie of a browser that begins a flow: the one it has, for flows that run beside each other, or a new one.</summary>
    /// <returns>Null when the callback comes to another host, where the browser would not send it.</returns>
    public static BrowserCookie? For(HttpRequest request, Uri redirectUri)
    {
        var host = request.Host;
        var port = host.Port ?? (redirectUri.IsDefaultPort ? redirectUri.Port : -1);
        if (!redirectUri.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) || redirectUri.Port != port)
        {
            return null;
        }

        return Find(request, redirectUri) ?? new(IsHttps(redirectUri), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
    }

    /// <summary>The cookie that a browser has; null when it has none.</summary>
    public static BrowserCookie? Find(HttpRequest request, Uri redirectUri)
    {
        var isSecure = IsHttps(redirectUri);
        return request.Cookies[isSecure ? SecureName : LoopbackName] is { Length: Characters } value && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new(isSecure, value)
            : null;
    }

    /// <summary>Gives it to the browser. <c>Lax</c> goes with the provider's redirect, which is a navigation.</summary>
    public void Give(HttpResponse response, TimeSpan lifetime) => response.Cookies.Append(_name, Value, new CookieOptions
    {
        Path = "/",
        HttpOnly = true,
        Secure = _isSecure,
        SameSite = SameSiteMode.Lax,
        MaxAge = lifetime,
        IsEssential = true,
    });

    /// <summary>Whether it is the one that a flow was bound to.</summary>
    public bool IsOf(string digest) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest), Encoding.ASCII.GetBytes(digest));

    /// <summary>Says nothing of the value.</summary>
    public override string ToString() => _name;

    private static bool IsHttps(Uri url) => url.Scheme == Uri.UriSchemeHttps;
}
