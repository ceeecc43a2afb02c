using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace McpProxy.IntegrationTests.Partners.Leaks;

/// <summary>Gives the names and labels of all metrics of the process, and of all spans, to a watch. Spans change what is sent upstream (trace headers): only for tests that run alone.</summary>
internal sealed class WatchedTelemetry : IDisposable
{
    private readonly LeakWatch _watch;
    private readonly MeterListener _metrics = new();
    private readonly ActivityListener _spans;

    public WatchedTelemetry(LeakWatch watch)
    {
        _watch = watch;
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        _metrics.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>How many spans were seen.</summary>
    public int Spans { get; private set; }

    public void Dispose()
    {
        _metrics.RecordObservableInstruments();
        _metrics.Dispose();
        _spans.Dispose();
    }

    private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            _watch.AddOutput($"metric {instrument.Name}", $"{name}={value}");
        }
    }

    private void Add(Activity span)
    {
        Spans++;
        var values = span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)).Concat(span.Baggage.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)));
        _watch.AddOutput($"span {span.Source.Name} {span.OperationName}", $"{span.DisplayName} {span.StatusDescription} {span.TraceStateString} {string.Join(' ', values.Select(v => $"{v.Key}={v.Value}"))}");
    }
}
