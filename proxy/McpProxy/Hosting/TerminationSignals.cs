using System.Runtime.InteropServices;

namespace McpProxy.Host.Hosting;

/// <summary>The first SIGTERM, SIGINT or SIGQUIT asks for an end; the second one ends the process at once, with exit code 1.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<PosixSignal> _first;
    private int _received;

    /// <summary>Begins to listen.</summary>
    /// <param name="first">What the first signal does.</param>
    public TerminationSignals(Action<PosixSignal> first)
    {
        _first = first;
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

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

        _first(context.Signal);
    }
}
