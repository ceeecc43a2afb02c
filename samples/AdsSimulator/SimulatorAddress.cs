namespace AdsSimulator;

/// <summary>Where this simulator is reached, for answers that name its own addresses outside of any request.</summary>
internal sealed class SimulatorAddress(SimulatorListeners listeners)
{
    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) => new Uri(listeners.First, path).ToString();
}
