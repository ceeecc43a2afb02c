namespace AdsSimulator.Amc;

internal sealed record AmcWorkflowAnswer(AmcWorkflow Workflow);
