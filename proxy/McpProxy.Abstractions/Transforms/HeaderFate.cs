namespace McpProxy;

/// <summary>What a transform does to a header that a call brings, such as one that an argument of a tool becomes.</summary>
public enum HeaderFate
{
    /// <summary>It has nothing to do with this header.</summary>
    Untouched,

    /// <summary>What the call brings does not go upstream: the header is removed, or set to something else.</summary>
    Replaced,

    /// <summary>What the call brought goes upstream, even if an earlier transform took it away.</summary>
    Restored,
}
