namespace AdsSimulator.Faults;

/// <summary>A fault that stays, as it was written and as it works.</summary>
internal sealed record StandingFault(string Spec, FaultPlan Plan);
