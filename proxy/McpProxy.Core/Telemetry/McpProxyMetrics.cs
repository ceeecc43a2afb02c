using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace McpProxy.Telemetry;

/// <summary>
/// The instruments of the corridor. Labels hold only values of the configuration (tool, route, outcome), never what a
/// caller sent, so that their number is bounded.
/// </summary>
internal sealed class McpProxyMetrics
{
    private readonly Histogram<double> _callDuration;
    private readonly UpDownCounter<long> _activeCalls;
    private readonly Histogram<double> _exchangeDuration;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _outputMismatches;
    private readonly Counter<long> _refusedCredentials;

    public McpProxyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(new MeterOptions(McpProxyTelemetry.MeterName) { Version = McpProxyTelemetry.Version });
        _callDuration = meter.CreateHistogram<double>("mcpproxy.dispatch.call.duration", "s", "Time of a call by operation: of a tool from its arguments to its result, or of a read for a resource, prompt or completion.");
        _exchangeDuration = meter.CreateHistogram<double>("mcpproxy.dispatch.exchange.duration", "s", "Time of an exchange of the HTTP door, from its route to the end of its answer.");
        _activeCalls = meter.CreateUpDownCounter<long>("mcpproxy.dispatch.calls.active", "{call}", "Calls of the MCP door now running, reads for resources, prompts and completions included.");
        _reloads = meter.CreateCounter<long>("mcpproxy.configuration.reloads", "{reload}", "Loads of the configuration by outcome: accepted or rejected.");
        _outputMismatches = meter.CreateCounter<long>("mcpproxy.dispatch.output_mismatches", "{call}", "Results that did not fit the tool's declared output schema.");
        _refusedCredentials = meter.CreateCounter<long>("mcpproxy.authentication.refused", "{request}", "Requests whose credential was refused: as invalid, or unavailable while it cannot be checked.");
    }

    public void CallStarted() => _activeCalls.Add(1);

    /// <param name="operation">What the call was made for (<see cref="Dispatch.CallOperations"/>).</param>
    /// <param name="tool">The name of the tool, resource, prompt or provider.</param>
    /// <param name="outcome"><c>ok</c>, <c>cancelled</c>, or the kind of the error.</param>
    /// <param name="duration">From the arguments to the result.</param>
    public void CallEnded(string operation, string tool, string outcome, TimeSpan duration)
    {
        _activeCalls.Add(-1);
        if (_callDuration.Enabled)
        {
            _callDuration.Record(duration.TotalSeconds, new TagList { { "operation", operation }, { "tool", tool }, { "outcome", outcome } });
        }
    }

    /// <summary>Whether anybody collects <see cref="ExchangeEnded"/>.</summary>
    public bool MeasuresExchanges => _exchangeDuration.Enabled;

    /// <param name="route">The route's id.</param>
    /// <param name="status">The class of the status, e.g. <c>2xx</c>, or <c>aborted</c> when the caller left or the upstream broke off.</param>
    /// <param name="duration">From the route to the end of the answer.</param>
    public void ExchangeEnded(string route, string status, TimeSpan duration) =>
        _exchangeDuration.Record(duration.TotalSeconds, new TagList { { "route", route }, { "status", status } });

    public void ConfigLoaded(bool accepted) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", accepted ? "accepted" : "rejected"));

    public void CredentialRefused(bool isTemporary) => _refusedCredentials.Add(1, new KeyValuePair<string, object?>("reason", isTemporary ? "unavailable" : "invalid"));

    public void OutputMismatch(string tool) => _outputMismatches.Add(1, new KeyValuePair<string, object?>("tool", tool));
}
