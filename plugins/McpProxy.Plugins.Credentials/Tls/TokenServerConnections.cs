using System.Net.Security;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>Opens connections to token servers: without cookies, redirects or trace headers.</summary>
internal static class TokenServerConnections
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <param name="tls">How they are secured; null for what the system does.</param>
    public static HttpMessageInvoker Open(SslClientAuthenticationOptions? tls = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTimeout,
            // Long-lived connections would not notice that a name has moved.
            PooledConnectionLifetime = ConnectionLifetime,
        };
        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        return new HttpMessageInvoker(handler);
    }
}
