namespace McpProxy.Tools.Plugins;

/// <summary>A part of a plugin's call that succeeded. Dispose it when its body has been read.</summary>
internal sealed record FinishedPart(RouteAnswerOutcome Outcome, ProxyExchange Exchange) : IDisposable
{
    public void Dispose() => Outcome.Dispose();
}
