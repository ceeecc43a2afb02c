using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace McpProxy.Host.Hosting;

/// <summary>The first SIGTERM, SIGINT or SIGQUIT stops the host gracefully; the second one ends the process at once.</summary>
internal sealed partial class SignalLifetime(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<SignalLifetime> logger) : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] _signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _received;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in _signals)
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            Environment.Exit(ExitCodes.Failed);
        }

        Log.Stopping(logger, context.Signal, host.Value.ShutdownTimeout);
        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(900, LogLevel.Information, "{Signal}: stopping. Calls in flight have up to {Timeout} to finish; a second signal ends the process at once.")]
        public static partial void Stopping(ILogger logger, PosixSignal signal, TimeSpan timeout);
    }
}
