using McpProxy.Configuration.Routes;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Reloading;

/// <summary>Hears from YARP when it has applied what it was offered, or why it could not.</summary>
internal sealed class AppliedListener : IConfigChangeListener
{
    private readonly Lock _gate = new();
    private ProxyRoutes? _expected;
    private TaskCompletionSource<Exception?>? _outcome;

    /// <summary>Called when YARP has applied a change of another provider: routes or endpoints may be others now.</summary>
    public Action? OthersChanged { get; set; }

    /// <summary>Call it before the offer.</summary>
    /// <returns>Null when it is applied, else what went wrong.</returns>
    public Task<Exception?> Expect(ProxyRoutes offered)
    {
        lock (_gate)
        {
            _expected = offered;
            _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _outcome.Task;
        }
    }

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        // Loaded is not applied yet.
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
    {
        if (configProvider is ProxyConfigSource)
        {
            Take(null)?.TrySetResult(exception);
        }
    }

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Take(proxyConfigs)?.TrySetResult(exception);

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (Take(proxyConfigs) is { } outcome)
        {
            outcome.TrySetResult(null);
        }
        else
        {
            OthersChanged?.Invoke();
        }
    }

    private TaskCompletionSource<Exception?>? Take(IReadOnlyList<IProxyConfig>? configs)
    {
        lock (_gate)
        {
            // By the list itself: with a destination resolver YARP wraps the configuration it was given.
            if (_outcome is null || configs?.Any(c => ReferenceEquals(c.Routes, _expected?.Routes)) == false)
            {
                return null;
            }

            var outcome = _outcome;
            _outcome = null;
            return outcome;
        }
    }
}
