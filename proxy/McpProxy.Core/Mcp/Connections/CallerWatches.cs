using System.Collections.Concurrent;
using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Mcp.Surface;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Connections;

/// <summary>
/// Ends what callers keep open with the credential that opened it: when it expires, and when a new configuration does not know it
/// any more. Whoever still has a good one comes back with it.
/// </summary>
internal sealed class CallerWatches
{
    private readonly ConcurrentDictionary<CallerWatch, byte> _watches = [];
    private readonly LiveConfig _config;
    private readonly McpSurfaceCache _surfaces;
    private readonly TimeProvider _time;

    public CallerWatches(LiveConfig config, McpSurfaceCache surfaces, TimeProvider time)
    {
        _config = config;
        _surfaces = surfaces;
        _time = time;
        config.Published += LookAll; // Both live as long as the process.
    }

    /// <summary>Limits the rest of a request, as if its client left; call it before anybody asks for <see cref="HttpContext.RequestAborted"/>.</summary>
    /// <param name="http">The request.</param>
    /// <param name="access">Who may come in, of the configuration that let it in; null when nobody was asked.</param>
    /// <param name="toolset">The toolset of the endpoint; null for the one with everything.</param>
    /// <returns>What holds the limit; null when there is none.</returns>
    public StreamLimit? Limit(HttpContext http, AccessModel? access, string? toolset)
    {
        if (access is null)
        {
            return null;
        }

        var limit = new StreamLimit(http, _time);
        limit.Watch = Watch(new OpeningRequest(http, access, _time), access, toolset, limit.End);
        return limit;
    }

    /// <summary>Looks after the caller of a connection.</summary>
    /// <param name="opening">The request that opened it.</param>
    /// <param name="access">Who may come in, of the configuration that let it in; null when nobody was asked.</param>
    /// <param name="toolset">The toolset it is served; null for everything.</param>
    /// <param name="end">Ends it; may be called more than once.</param>
    /// <returns>Dispose it when the connection has ended.</returns>
    public IDisposable? Watch(OpeningRequest opening, AccessModel? access, string? toolset, Action end)
    {
        if (access is null)
        {
            return null;
        }

        var watch = new CallerWatch(this, opening, toolset, end);
        _watches.TryAdd(watch, 0);
        if (!ReferenceEquals(_config.Current.Access, access))
        {
            Look(watch); // The configuration was changed while the connection was opened.
        }

        return watch;
    }

    private void LookAll()
    {
        foreach (var (watch, _) in _watches)
        {
            Look(watch);
        }
    }

    private void Look(CallerWatch watch) => _ = Task.Run(() => LookAsync(watch));

    private async Task LookAsync(CallerWatch watch)
    {
        var snapshot = _config.Current;
        if (snapshot.Access is not { } access || !_watches.ContainsKey(watch))
        {
            return;
        }

        try
        {
            await using var caller = watch.Opening.NewCaller();
            var known = await watch.Opening.KnowAsync(caller.Http, access);
            var challenge = CallerGate.CheckEndpoint(access, caller.Http, known, _surfaces.For(snapshot).Find(watch.Toolset)?.Toolset);
            if (challenge is { Status: not StatusCodes.Status503ServiceUnavailable } && _watches.ContainsKey(watch))
            {
                watch.End();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            watch.End(); // Nobody can say that the caller may stay.
        }
    }

    private sealed class CallerWatch(CallerWatches owner, OpeningRequest opening, string? toolset, Action end) : IDisposable
    {
        public OpeningRequest Opening => opening;

        public string? Toolset => toolset;

        public void End() => end();

        public void Dispose() => owner._watches.TryRemove(this, out _);
    }
}
