namespace McpProxy.Configuration;

/// <summary>The lists of a catalogue that clients can ask for, and be told of when they change.</summary>
[Flags]
internal enum CatalogLists
{
    None = 0,
    Tools = 1 << 0,
    Prompts = 1 << 1,

    /// <summary>Resources and resource templates: MCP has one notification for both.</summary>
    Resources = 1 << 2,
}
