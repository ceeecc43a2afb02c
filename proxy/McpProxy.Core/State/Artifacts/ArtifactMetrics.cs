using System.Diagnostics.Metrics;
using McpProxy.Telemetry;

namespace McpProxy.State.Artifacts;

/// <summary>The instruments of artifacts.</summary>
internal sealed class ArtifactMetrics
{
    private readonly UpDownCounter<long> _count;
    private readonly UpDownCounter<long> _bytes;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _refused;

    public ArtifactMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(new MeterOptions(McpProxyTelemetry.MeterName) { Version = McpProxyTelemetry.Version });
        _count = meter.CreateUpDownCounter<long>("mcpproxy.artifacts.count", "{artifact}", "Artifacts that are kept or being written.");
        _bytes = meter.CreateUpDownCounter<long>("mcpproxy.artifacts.size", "By", "Bytes of artifacts.");
        _ended = meter.CreateCounter<long>("mcpproxy.artifacts.ended", "{artifact}", "Artifacts that went, by reason: expired, evicted, damaged, not_kept.");
        _refused = meter.CreateCounter<long>("mcpproxy.artifacts.refused", "{artifact}", "Answers whose rest is not kept, by reason: too_large, caller_full, full, failed.");
    }

    public void Added() => _count.Add(1);

    public void Grew(long bytes) => _bytes.Add(bytes);

    public void Ended(string reason, long bytes)
    {
        _count.Add(-1);
        _bytes.Add(-bytes);
        _ended.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
