namespace McpProxy.Mcp.Wire;

/// <summary>The methods that this endpoint serves or must tell apart.</summary>
internal enum McpMethod
{
    /// <summary>Any method that is not served and has no rule of its own.</summary>
    Other,
    ToolsCall,
    ToolsList,
    ServerDiscover,
    SubscriptionsListen,
    Initialize,
    Ping,
    PromptsList,
    PromptsGet,
    ResourcesList,
    ResourceTemplatesList,
    ResourcesRead,
    ResourcesSubscribe,
    ResourcesUnsubscribe,
    CompletionComplete,
    LoggingSetLevel,

    // Not served, but their routing name must be repeated in a header before that is said.
    TasksGet,
    TasksUpdate,
    TasksCancel,

    // Notifications.
    Initialized,
    Cancelled,
}
