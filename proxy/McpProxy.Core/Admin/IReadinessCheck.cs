namespace McpProxy.Admin;

/// <summary>One thing that readiness depends on.</summary>
internal interface IReadinessCheck
{
    /// <summary>Looks at what is known already; does not block and contacts nobody.</summary>
    /// <returns>The reason why all is not well, or null.</returns>
    ReadinessReason? Examine();
}
