using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>Connections with <see cref="TlsOptions"/>. When a certificate changes on disk, requests from then on use new connections.</summary>
internal sealed class TlsConnections(TlsOptions options)
{
    /// <summary>How often files are looked at, at most.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long before its end a certificate is warned of.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private HttpMessageInvoker? _http;
    private string? _digest;
    private long _lookedAt;

    /// <summary>Finds every mistake in options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="report">Takes each: its key and what is wrong.</param>
    public static void Check(TlsOptions options, Action<string, string> report)
    {
        if (TlsFiles.Read(options, report) is { } files)
        {
            TlsMaterial.Parse(files, options, report);
        }
    }

    /// <summary>The connections for the next request.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes what an operator should know.</param>
    /// <exception cref="HttpRequestException">The certificates could not be read since the start. Nothing is sent without them.</exception>
    public HttpMessageInvoker Get(TimeProvider time, ILogger logger)
    {
        lock (_lock)
        {
            if (_http is null || time.GetElapsedTime(_lookedAt) >= LookAgainAfter)
            {
                _lookedAt = time.GetTimestamp();
                Look(time, logger);
            }

            return _http ?? throw new HttpRequestException(HttpRequestError.SecureConnectionError, "The certificates for the token server cannot be read.");
        }
    }

    private void Look(TimeProvider time, ILogger logger)
    {
        void Report(string key, string message) => TlsLog.NotRead(logger, key, message);
        if (TlsFiles.Read(options, Report) is not { } files || files.Digest == _digest || TlsMaterial.Parse(files, options, Report) is not { } material)
        {
            return;
        }

        if (_digest is not null)
        {
            TlsLog.Changed(logger, options.Certificate ?? string.Join(", ", options.CertificateAuthorities));
        }

        if (material.Certificate is { } own && own.NotAfter - time.GetUtcNow() < ShortLife)
        {
            TlsLog.Expires(logger, options.Certificate!, own.NotAfter.ToUniversalTime());
        }

        // Requests under way keep their connections; those that are idle close by themselves.
        (_http, _digest) = (TokenServerConnections.Open(material.ToClientOptions(options.MinimumProtocol)), files.Digest);
    }
}
