namespace AdsSimulator.Amc;

/// <summary>The body that starts an execution, or changes its status.</summary>
internal sealed record AmcExecutionRequest(string? WorkflowId, string? TimeWindowStart, string? TimeWindowEnd, string? Status);
