using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>What an operator should know of certificates for token servers.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(830, LogLevel.Error, "A certificate for a token server cannot be used, {Key}: {Problem} What was read before stays in use")]
    public static partial void NotRead(ILogger logger, string key, string problem);

    [LoggerMessage(831, LogLevel.Information, "The certificates for a token server have changed: {Reference}")]
    public static partial void Changed(ILogger logger, string reference);

    [LoggerMessage(832, LogLevel.Warning, "The certificate {Reference} that the proxy shows to a token server ends at {NotAfter:O}; renew it")]
    public static partial void Expires(ILogger logger, string reference, DateTime notAfter);
}
