namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>A token server refused. The message is for the log and has no token in it.</summary>
internal sealed class TokenRefusedException(RefusalKind kind, string message) : Exception(message)
{
    public RefusalKind Kind { get; } = kind;

    public TimeSpan? RetryAfter { get; init; }
}
