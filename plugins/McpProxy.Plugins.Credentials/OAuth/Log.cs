using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>What an operator should know of authorizations. Neither tokens, codes and states nor who they belong to.</summary>
internal static partial class Log
{
    [LoggerMessage(840, LogLevel.Information, "OAuth {Provider}: a flow has begun.")]
    public static partial void Started(ILogger logger, string provider);

    [LoggerMessage(841, LogLevel.Information, "OAuth {Provider}: a person has authorized the proxy.")]
    public static partial void Authorized(ILogger logger, string provider);

    [LoggerMessage(842, LogLevel.Warning, "OAuth: a callback was refused: {Reason}.")]
    public static partial void CallbackRefused(ILogger logger, string reason);

    [LoggerMessage(843, LogLevel.Warning, "OAuth {Provider}: the provider refused: {Error}.")]
    public static partial void ProviderRefused(ILogger logger, string provider, string error);

    [LoggerMessage(844, LogLevel.Error, "OAuth {Provider}: the code could not be traded for tokens. {Reason}")]
    public static partial void ExchangeFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(845, LogLevel.Error, "OAuth: state could not be read or written.")]
    public static partial void StorageFailed(ILogger logger, Exception exception);

    [LoggerMessage(846, LogLevel.Debug, "OAuth {Provider}: a token was refreshed; refresh token rotated: {IsRotated}.")]
    public static partial void Refreshed(ILogger logger, string provider, bool isRotated);

    [LoggerMessage(847, LogLevel.Warning, "OAuth {Provider}: a refresh token is not accepted any more; its owner must authorize again. {Reason}")]
    public static partial void RefreshRefused(ILogger logger, string provider, string reason);

    [LoggerMessage(848, LogLevel.Warning, "OAuth {Provider}: a token could not be refreshed. {Reason}")]
    public static partial void RefreshFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(849, LogLevel.Warning, "OAuth {Provider}: a token that was cleared could not be revoked. {Reason}")]
    public static partial void RevocationFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(850, LogLevel.Error, "OAuth {Provider}: a stored authorization cannot be decrypted; the key it was written with is not in McpProxy:State:Keys.")]
    public static partial void RowUnreadable(ILogger logger, string provider);

    [LoggerMessage(851, LogLevel.Information, "OAuth {Provider}: an authorization was cleared.")]
    public static partial void Cleared(ILogger logger, string provider);
}
