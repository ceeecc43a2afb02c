namespace AdsSimulator.Amc;

internal sealed record AmcExecutionAnswer(AmcExecution WorkflowExecution);
