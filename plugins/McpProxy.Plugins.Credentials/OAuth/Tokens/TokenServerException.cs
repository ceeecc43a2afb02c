namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>A token server gave no answer that can be used: it was not reached, took too long, or sent too much. The message has no secrets.</summary>
internal sealed class TokenServerException(string message, Exception? cause = null) : Exception(message, cause);
