namespace AdsSimulator.Amc;

/// <summary>One run of a workflow.</summary>
internal sealed record AmcExecution
{
    public string? WorkflowExecutionId { get; init; }

    public string? WorkflowId { get; init; }

    /// <summary><c>PENDING</c>, <c>RUNNING</c>, <c>SUCCEEDED</c> or <c>CANCELLED</c>.</summary>
    public string? Status { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime LastUpdatedTime { get; init; }

    public string? TimeWindowStart { get; init; }

    public string? TimeWindowEnd { get; init; }

    /// <summary>Where the result is, once it succeeded.</summary>
    public string? OutputS3URI { get; init; }
}
