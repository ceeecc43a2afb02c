namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>A flow that an owner has begun.</summary>
/// <param name="Id">Its id among the states.</param>
/// <param name="Expires">Until when its callback may come.</param>
/// <param name="IsBack">Whether the person has come back.</param>
internal sealed record PendingFlow(string Id, DateTimeOffset Expires, bool IsBack = false);
