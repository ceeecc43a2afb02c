namespace McpProxy.Admin;

/// <summary>One thing that readiness depends on.</summary>
internal interface IReadinessCheck
{
    /// <summary>Looks at what is known already; does not block and contacts nobody.</summary>
    /// <returns>Why all is not well; nothing when it is.</returns>
    IEnumerable<ReadinessReason> Examine();
}
