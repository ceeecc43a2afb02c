using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace McpProxy.Host.Hosting;

/// <summary>The first termination signal stops the host gracefully.</summary>
internal sealed partial class SignalLifetime(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<SignalLifetime> logger) : IHostLifetime, IDisposable
{
    private TerminationSignals? _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals = new TerminationSignals(Stop);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals?.Dispose();

    private void Stop(PosixSignal signal)
    {
        Log.Stopping(logger, signal, host.Value.ShutdownTimeout);
        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(900, LogLevel.Information, "{Signal}: stopping. Calls in flight have up to {Timeout} to finish; a second signal ends the process at once.")]
        public static partial void Stopping(ILogger logger, PosixSignal signal, TimeSpan timeout);
    }
}
