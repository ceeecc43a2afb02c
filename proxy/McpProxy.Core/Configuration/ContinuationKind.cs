namespace McpProxy.Configuration;

/// <summary>How callers get what was cut from an answer.</summary>
public enum ContinuationKind
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>The whole answer is kept for a while, and can be read in parts.</summary>
    Artifact,

    /// <summary>The same request is made again, from where the list was cut.</summary>
    Paging,
}
