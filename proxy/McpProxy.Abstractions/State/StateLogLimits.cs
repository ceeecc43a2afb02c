namespace McpProxy.State;

/// <summary>How much of a log is kept.</summary>
/// <param name="MaxBytes">Bytes of events, above 0. An event that is larger than all of this is numbered and not kept. A store may keep less when it runs out of space.</param>
/// <param name="TimeToLive">Time after the last event, above zero.</param>
public readonly record struct StateLogLimits(int MaxBytes, TimeSpan TimeToLive);
