namespace McpProxy.Lifecycle;

/// <summary>How a part is doing, and why.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">One sentence for the operator; null when healthy. <c>/health/ready</c> shows it to anybody: no addresses, no secrets.</param>
public readonly record struct PartHealth(PartState State, string? Reason)
{
    /// <summary>All is well.</summary>
    public static PartHealth Healthy => default;
}
