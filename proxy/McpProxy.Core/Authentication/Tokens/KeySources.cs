using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace McpProxy.Authentication.Tokens;

/// <summary>The issuers that are asked for keys. They outlive configurations, so that a reload fetches nothing anew.</summary>
internal sealed class KeySources(TimeProvider time, ILogger<RemoteKeys> logger) : IDisposable
{
    private readonly ConcurrentDictionary<(string Url, bool IsIssuer, string? Issuer, TimeSpan Interval), RemoteKeys> _sources = new();

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // Addresses change.
        MaxResponseHeadersLength = 32,
    });

    /// <summary>The keys of an issuer; nothing is fetched yet.</summary>
    /// <param name="url">The issuer, or its key set.</param>
    /// <param name="isIssuer">Whether it is the issuer.</param>
    /// <param name="issuer">What the issuer must say of itself; null for the URL.</param>
    /// <param name="interval">Least time between two looks.</param>
    public IKeySource Get(Uri url, bool isIssuer, string? issuer, TimeSpan interval) => _sources.GetOrAdd(
        (url.OriginalString, isIssuer, issuer, interval),
        key => new RemoteKeys(new IssuerEndpoint(url, key.IsIssuer, key.Issuer, _client, time), key.Interval, time, logger));

    public void Dispose() => _client.Dispose();
}
