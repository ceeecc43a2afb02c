namespace McpProxy.Dispatch;

/// <summary>What calls down the corridor are made for, as spans, metrics and logs name it: the MCP method, or the proxy's own purpose.</summary>
internal static class CallOperations
{
    public const string ToolsCall = "tools/call";

    /// <summary>A tool of a plugin calls a route, as a part of its own call.</summary>
    public const string PluginsCall = "plugins/call";

    /// <summary>A tool of a plugin looks what a call of a route would run in.</summary>
    public const string PluginsResolve = "plugins/resolve";

    public const string ResourcesRead = "resources/read";

    /// <summary>The proxy looks, for subscribers, whether a resource changed.</summary>
    public const string ResourcesPoll = "resources/poll";

    public const string PromptsGet = "prompts/get";

    public const string CompletionComplete = "completion/complete";

    /// <summary>The proxy asks an operator's model for a client that cannot.</summary>
    public const string SamplingCreateMessage = "sampling/createMessage";
}
