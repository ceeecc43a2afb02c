namespace McpProxy.Lifecycle;

/// <summary>How a part of the process is doing.</summary>
public enum PartState
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>It works, not as it should.</summary>
    Degraded,

    /// <summary>It does not work.</summary>
    Failed,
}
