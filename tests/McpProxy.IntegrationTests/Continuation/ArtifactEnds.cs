using System.Diagnostics.Metrics;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>Waits until artifacts of one host have gone.</summary>
internal sealed class ArtifactEnds : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _ended = new(0);

    /// <param name="meters">The host's.</param>
    public ArtifactEnds(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "mcpproxy.artifacts.ended" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => _ended.Release((int)count));
        _listener.Start();
    }

    /// <summary>Waits for so many.</summary>
    public async Task WaitAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _ended.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _ended.Dispose();
    }
}
