namespace AdsSimulator.Faults;

/// <summary>Ends an answer in the middle because a fault switch asked for it.</summary>
internal sealed class ConnectionCutException() : IOException("The connection is cut, as was asked for.");
