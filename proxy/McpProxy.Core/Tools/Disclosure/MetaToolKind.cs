namespace McpProxy.Tools.Disclosure;

/// <summary>What a tool of the proxy's own does with the other tools of its toolset.</summary>
internal enum MetaToolKind
{
    /// <summary>Finds tools by words.</summary>
    Search,

    /// <summary>Describes one tool, as <c>tools/list</c> would.</summary>
    Schema,

    /// <summary>Calls one tool.</summary>
    Call,

    /// <summary>Lists the groups.</summary>
    ListGroups,

    /// <summary>Changes which groups and tools are listed.</summary>
    Enable,
}
