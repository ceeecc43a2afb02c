namespace McpProxy.Configuration;

/// <summary>What becomes of a call that names a region which does not exist.</summary>
public enum UnknownRegion
{
    /// <summary>It fails with <c>unknown_region</c>, and nothing is sent.</summary>
    Error,

    /// <summary>The name says nothing, and the caller is told so in a notice <c>unknown_region</c>.</summary>
    Default,
}
