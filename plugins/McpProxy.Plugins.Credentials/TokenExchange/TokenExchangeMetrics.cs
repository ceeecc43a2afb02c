using System.Diagnostics;
using System.Diagnostics.Metrics;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>Measures and logs requests to token endpoints. Labels hold names of the configuration only.</summary>
internal sealed class TokenExchangeMetrics
{
    private const string MeterName = "McpProxy";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _dropped;
    private readonly ILogger _logger;

    public TokenExchangeMetrics(IMeterFactory meters, ILogger<TokenExchangeMetrics> logger)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("mcpproxy.token_exchange.request.duration", "s", "Time of a request to a token endpoint, by exchange, step and outcome: ok, refused, failed, timeout or unreachable.");
        _dropped = meter.CreateCounter<long>("mcpproxy.token_exchange.dropped", "{credential}", "Credentials that an upstream refused before their time, by exchange.");
        _logger = logger;
    }

    public void Requested(string exchange, string step, string outcome, TimeSpan duration, Subject subject)
    {
        _duration.Record(duration.TotalSeconds, new TagList { { "exchange", exchange }, { "step", step }, { "outcome", outcome } });
        if (outcome == "ok")
        {
            TokenExchangeLog.Requested(_logger, step, exchange, subject.LogName, duration.TotalMilliseconds);
        }
        else
        {
            TokenExchangeLog.RequestFailed(_logger, step, exchange, subject.LogName, outcome, duration.TotalMilliseconds);
        }
    }

    /// <param name="exchange">The exchange.</param>
    /// <param name="subject">Its credential, as logs may name it.</param>
    public void Dropped(string exchange, string subject)
    {
        _dropped.Add(1, new KeyValuePair<string, object?>("exchange", exchange));
        TokenExchangeLog.Dropped(_logger, exchange, subject);
    }
}
