namespace McpProxy.Mcp.Watching;

/// <summary>How a wish to subscribe ended.</summary>
internal enum SubscribeOutcome
{
    Subscribed,

    /// <summary>This client has as many subscriptions as one may have.</summary>
    TooManyOfClient,

    /// <summary>All clients together have as many as there may be.</summary>
    TooMany,
}
