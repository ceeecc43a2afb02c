using McpProxy.Dispatch;

namespace McpProxy.Admin;

/// <summary>
/// What <c>/ping</c> says: <c>HealthyBusy</c> while tool calls run, which keeps a hosting platform from ending the process
/// as idle. Looked at when asked, so that calls pay nothing for it.
/// </summary>
internal sealed class PingStatus(CallGate calls, TimeProvider time)
{
    private readonly Lock _lock = new();
    private bool _isBusy;
    private long _since = time.GetUtcNow().ToUnixTimeSeconds();

    public PingReport Report()
    {
        lock (_lock)
        {
            var isBusy = calls.Running > 0;
            if (isBusy != _isBusy)
            {
                _isBusy = isBusy;
                _since = time.GetUtcNow().ToUnixTimeSeconds();
            }

            return new PingReport(isBusy ? "HealthyBusy" : "Healthy", _since);
        }
    }
}
