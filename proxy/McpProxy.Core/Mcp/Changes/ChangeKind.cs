namespace McpProxy.Mcp.Changes;

/// <summary>What a client can be told of without asking.</summary>
internal enum ChangeKind
{
    ToolsList,
    PromptsList,
    ResourcesList,

    /// <summary>The content of one resource.</summary>
    ResourceUpdated,
}
