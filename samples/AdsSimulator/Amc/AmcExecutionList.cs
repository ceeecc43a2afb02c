namespace AdsSimulator.Amc;

internal sealed record AmcExecutionList(IReadOnlyList<AmcExecution> Executions, string? NextToken);
