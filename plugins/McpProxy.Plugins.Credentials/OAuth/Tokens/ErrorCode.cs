namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>Error codes of OAuth that a provider sends, e.g. <c>access_denied</c>.</summary>
internal static class ErrorCode
{
    private const int MaxLength = 40;

    /// <summary>Whether a text can be shown as an error code: it is short, and has nothing but small letters and underscores.</summary>
    public static bool IsCode(string text) => text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterLower(c) || c == '_');
}
