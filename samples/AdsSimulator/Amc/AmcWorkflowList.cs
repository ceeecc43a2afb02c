namespace AdsSimulator.Amc;

internal sealed record AmcWorkflowList(IReadOnlyList<AmcWorkflow> Workflows, string? NextToken);
