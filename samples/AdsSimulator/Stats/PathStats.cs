namespace AdsSimulator.Stats;

/// <summary>Figures of one path, or of all paths together.</summary>
/// <param name="Requests">Requests that began since the last reset.</param>
/// <param name="InFlight">Requests that are running now; a reset leaves it alone.</param>
/// <param name="CancelledByCaller">Requests whose caller went away before the answer was complete.</param>
public sealed record PathStats(long Requests, long InFlight, long CancelledByCaller);
