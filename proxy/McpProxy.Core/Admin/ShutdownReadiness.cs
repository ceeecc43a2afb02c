using Microsoft.Extensions.Hosting;

namespace McpProxy.Admin;

/// <summary>Not ready before the start is complete, and from the moment the process was asked to stop.</summary>
internal sealed class ShutdownReadiness(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public ReadinessReason? Examine()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new("shutdown", ReadinessStatus.NotReady, "The process is stopping: calls in flight are finished, new ones are refused.");
        }

        return lifetime.ApplicationStarted.IsCancellationRequested ? null : new("startup", ReadinessStatus.NotReady, "The process is starting.");
    }
}
