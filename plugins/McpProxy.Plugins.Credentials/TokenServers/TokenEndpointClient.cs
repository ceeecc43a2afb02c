using System.Net;
using System.Text.Json;
using McpProxy.Plugins.Credentials.Tls;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>
/// Sends requests to token endpoints: without cookies, redirects or trace headers, so that credentials go where the
/// configuration says and nowhere else. One for all exchanges.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes what an operator should know of certificates.</param>
internal sealed class TokenEndpointClient(TimeProvider time, ILogger<TokenEndpointClient> logger) : IDisposable
{
    /// <summary>Largest answer in bytes.</summary>
    public const int MaxAnswer = 1 << 20;

    private readonly HttpMessageInvoker _http = TokenServerConnections.Open();

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="build">Makes the request; called again when it is repeated.</param>
    /// <param name="isIdempotent">Whether it may be repeated after it may have arrived.</param>
    /// <param name="tls">The connections for it; null for what the system does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">There was no answer, also when repeated once.</exception>
    /// <exception cref="InvalidDataException">The answer is larger than <see cref="MaxAnswer"/>.</exception>
    public async Task<TokenAnswer> SendAsync(Func<HttpRequestMessage> build, bool isIdempotent, TlsConnections? tls, CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(build, tls, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && MayRepeat(e, isIdempotent))
        {
            return await SendOnceAsync(build, tls, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool MayRepeat(Exception failure, bool isIdempotent) => isIdempotent || failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private async Task<TokenAnswer> SendOnceAsync(Func<HttpRequestMessage> build, TlsConnections? tls, CancellationToken cancellationToken)
    {
        using var request = build();
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
        using var response = await (tls?.Get(time, logger) ?? _http).SendAsync(request, cancellationToken);
        var body = await ReadAsync(response.Content, cancellationToken);
        return new TokenAnswer((int)response.StatusCode, Parse(body), RetryAfter(response));
    }

    private static async Task<MemoryStream> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxAnswer)
            {
                throw new InvalidDataException($"The answer is larger than {MaxAnswer} bytes.");
            }
        }

        return body;
    }

    private static JsonElement Parse(MemoryStream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static int? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta is { } delta ? (int)Math.Min(delta.TotalSeconds, int.MaxValue) : null;
}
