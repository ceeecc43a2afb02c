using System.Threading.Channels;
using McpProxy.Authentication.Compilation;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Loading;
using McpProxy.Configuration.Routes;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration.Reloading;

/// <summary>
/// Brings a configuration to life, and every later one that is valid as a whole:
/// <c>candidate → errors or compiled → YARP told → YARP has applied → tools tied to endpoints → published</c>.
/// An exchange sees the old snapshot or the new one and never half of either; old endpoints go on working until the last
/// exchange has left them. A bad candidate changes nothing.
/// </summary>
internal sealed partial class ConfigReloader : IDisposable
{
    /// <summary>Several files that are written together are one change.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(100);

    /// <summary>Quiet periods that are waited for at most: a file that never rests must not hold back all others.</summary>
    private const int MostQuietPeriods = 50;

    /// <summary>YARP applies in milliseconds, and resolves names first when a destination resolver is registered.</summary>
    private static readonly TimeSpan ApplyTimeout = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly IConfiguration _configuration;
    private readonly ConfigLoader _loader;
    private readonly CandidateConfiguration _current;
    private readonly AppliedConfiguration _inForce;
    private readonly ProxyConfigSource _source;
    private readonly AppliedListener _listener;
    private readonly LiveConfig _live;
    private readonly ImportWatch _watch;
    private readonly ImportLog _imports;
    private readonly McpProxyMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ConfigReloader> _logger;
    private EndpointDataSource? _endpoints;
    private LoadedConfig? _applied;
    private LoadedConfig? _started;
    private IDisposable? _subscription;
    private ImportOutcome _imported = ImportOutcome.None;
    private Task _loop = Task.CompletedTask;
    private ConfigStatus _status = ConfigStatus.None;

    public ConfigReloader(
        RoomConfiguration configuration,
        ConfigLoader loader,
        CandidateConfiguration current,
        AppliedConfiguration inForce,
        ProxyConfigSource source,
        AppliedListener listener,
        LiveConfig live,
        ImportWatch watch,
        ImportLog imports,
        McpProxyMetrics metrics,
        TimeProvider time,
        ILogger<ConfigReloader> logger)
    {
        _configuration = configuration.Value;
        _loader = loader;
        _current = current;
        _inForce = inForce;
        _source = source;
        _listener = listener;
        _live = live;
        _watch = watch;
        _imports = imports;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    /// <summary>Raised after each attempt and its log lines, on the thread that made it; <see cref="Status"/> is renewed before the lines.</summary>
    public event Action<ConfigStatus>? StatusChanged;

    public ConfigStatus Status => Volatile.Read(ref _status);

    /// <summary>Whether <see cref="Open"/> has succeeded.</summary>
    public bool IsOpen => _applied is not null;

    /// <summary>The first load. YARP takes its first configuration while it is mapped, so mapping happens in here.</summary>
    /// <param name="mapReverseProxy">Calls <c>MapReverseProxy</c>.</param>
    /// <exception cref="InvalidConfigurationException">There are mistakes, all of them inside.</exception>
    public void Open(Action mapReverseProxy)
    {
        _subscription = ChangeToken.OnChange(_configuration.GetReloadToken, Signal);
        // Mapping is synchronous, as in YARP itself, so that a bad configuration ends the start.
        var result = _loader.LoadAsync(_configuration, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _imported = result.Imported;
        if (result.Config is not { } config)
        {
            throw Refuse(result.Errors);
        }

        _source.Offer(config.Proxy);
        try
        {
            mapReverseProxy();
        }
        catch (InvalidOperationException e) when (e.InnerException is { } reason)
        {
            throw Refuse([NotApplied(reason)]);
        }

        _applied = config;
    }

    /// <summary>Publishes what <see cref="Open"/> has loaded and begins to watch for changes. Once only: a second call does nothing.</summary>
    /// <param name="endpoints">Where YARP's endpoints are.</param>
    public void Start(EndpointDataSource endpoints)
    {
        if (_endpoints is not null)
        {
            return;
        }

        var config = _applied ?? throw new InvalidOperationException("Open comes first.");
        _endpoints = endpoints;
        var errors = new ConfigErrors();
        RouteEndpoints.Attach(config.Catalog, endpoints, errors);
        if (errors.Count > 0)
        {
            throw Refuse([.. errors]);
        }

        _started = config;
        Publish(config);
        _listener.OthersChanged = OnOthersChanged;
        WatchImports(_imported);
        _loop = RunAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _subscription?.Dispose();
        await _loop;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _subscription?.Dispose();
        _stop.Dispose();
    }

    private void WatchImports(ImportOutcome imported) => _watch.Watch(imported.Sources, imported.RefreshAfter, Signal);

    private void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>
    /// YARP has applied something that is not ours: routes of another provider, or addresses that a destination resolver has
    /// looked up again. Only the first can concern tools, or mend a configuration that was rejected.
    /// </summary>
    private void OnOthersChanged()
    {
        if (Status.Errors.Count > 0 || !RouteEndpoints.AreCurrent(_live.Current.Catalog, _endpoints!))
        {
            Signal();
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await _signals.Reader.WaitToReadAsync(stopping))
            {
                for (var i = 0; i < MostQuietPeriods && _signals.Reader.TryRead(out _); i++)
                {
                    await Task.Delay(QuietPeriod, _time, stopping);
                }

                await ReloadAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await _loader.LoadAsync(_configuration, cancellationToken);
            WatchImports(result.Imported);
            if (result.Config is { Access: null } && _applied!.Access is not null)
            {
                // A slip of the pen, or a file that is not there for a moment, must not open every door.
                _current.Use(_applied.Candidate);
                Reject([AuthenticationRemoved]);
            }
            else if (result.Config is { } config)
            {
                await ApplyAsync(config, cancellationToken);
            }
            else
            {
                Reject(result.Errors);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The loop is the last to see it: a plugin's fault must not end reloading for good.
            Log.Failed(_logger, e);
            Reject([NotApplied(e)]);
        }
    }

    private static ConfigError AuthenticationRemoved { get; } = new(
        ConfigErrorCodes.AuthenticationRemoved, "McpProxy:Authentication", "The section is gone, and without it everybody would be let in.", "Put it back; to serve without authentication, restart the proxy.");

    private async Task ApplyAsync(LoadedConfig next, CancellationToken cancellationToken)
    {
        var errors = new ConfigErrors();
        if (await OfferAsync(next, cancellationToken) is { } failure)
        {
            errors.Add(NotApplied(failure));
        }
        else
        {
            RouteEndpoints.Attach(next.Catalog, _endpoints!, errors);
        }

        if (errors.Count == 0)
        {
            Publish(next);
            return;
        }

        // YARP may hold half of it: give it back what it had, with the options it was built from.
        _current.Use(_applied!.Candidate);
        await OfferAsync(_applied, cancellationToken);
        // YARP has made endpoints anew; the live tools go with them, or they would keep clusters that nobody watches.
        RouteEndpoints.Attach(_applied.Catalog, _endpoints!, errors);
        Reject([.. errors]);
    }

    private async Task<Exception?> OfferAsync(LoadedConfig config, CancellationToken cancellationToken)
    {
        // A list of its own each time: it is what the answer is recognised by.
        var offer = config.Proxy with { Routes = [.. config.Proxy.Routes] };
        var outcome = _listener.Expect(offer);
        _source.Offer(offer);
        try
        {
            return await outcome.WaitAsync(ApplyTimeout, _time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            return e;
        }
    }

    private void Publish(LoadedConfig config)
    {
        var before = _live.Current;
        var snapshot = new ConfigSnapshot(before.Revision + 1, _time.GetUtcNow(), config.Mcp, config.Catalog, config.Access) { Host = config.Host };
        var changes = before.Revision > 0 ? CatalogComparison.FindChanges(before.Catalog, config.Catalog) | AccessComparison.FindChanges(_applied!, config) : CatalogLists.None;
        _applied = config;
        _inForce.Use(config.Candidate);
        _live.Publish(snapshot, changes);
        _metrics.ConfigLoaded(accepted: true);
        var status = new ConfigStatus(snapshot.Revision, snapshot.LoadedAt, snapshot.LoadedAt, []);
        Volatile.Write(ref _status, status);
        Log.Live(_logger, snapshot.Revision, config.Proxy.Routes.Count, config.Proxy.Clusters.Count, config.Catalog.All.Tools.Length);
        _imports.Write(config.Imports);
        foreach (var key in StartOnlyKeys.Changed(_started!, config))
        {
            Log.NeedsRestart(_logger, key);
        }

        foreach (var (keys, tokens) in MistypedKeys.Find(config.Host.Authentication))
        {
            Log.MistypedKeys(_logger, keys, tokens);
        }

        StatusChanged?.Invoke(status);
    }

    private InvalidConfigurationException Refuse(IReadOnlyList<ConfigError> errors)
    {
        _metrics.ConfigLoaded(accepted: false);
        var status = _status with { LastAttemptAt = _time.GetUtcNow(), Errors = errors };
        Volatile.Write(ref _status, status);
        StatusChanged?.Invoke(status);
        return new InvalidConfigurationException(errors);
    }

    private void Reject(IReadOnlyList<ConfigError> errors)
    {
        _metrics.ConfigLoaded(accepted: false);
        var status = _status with { LastAttemptAt = _time.GetUtcNow(), Errors = errors };
        Volatile.Write(ref _status, status);
        Log.Rejected(_logger, errors.Count == 1 ? "1 mistake" : $"{errors.Count} mistakes", _status.Revision);
        foreach (var error in errors)
        {
            Log.Mistake(_logger, OneLine.Of(error.Path), error.Code, OneLine.Of(error.Message), OneLine.Of(error.Hint));
        }

        StatusChanged?.Invoke(status);
    }

    private static ConfigError NotApplied(Exception e)
    {
        var reasons = e is AggregateException many ? string.Join(' ', many.InnerExceptions.Select(i => i.Message)) : e.Message;
        return new ConfigError(ConfigErrorCodes.NotApplied, "ReverseProxy", $"YARP could not apply the configuration: {reasons}");
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "Configuration revision {Revision} is live: {Routes} routes, {Clusters} clusters, {Tools} tools.")]
        public static partial void Live(ILogger logger, long revision, int routes, int clusters, int tools);

        [LoggerMessage(101, LogLevel.Error, "The changed configuration has {Mistakes} and is not used; revision {Revision} stays live.")]
        public static partial void Rejected(ILogger logger, string mistakes, long revision);

        [LoggerMessage(102, LogLevel.Error, "Configuration {Path}: {Code}: {Problem} {Hint}")]
        public static partial void Mistake(ILogger logger, string path, string code, string problem, string hint);

        [LoggerMessage(103, LogLevel.Error, "Loading the configuration failed.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(104, LogLevel.Warning, "Configuration {Path} differs from what the process started with; it takes effect after a restart.")]
        public static partial void NeedsRestart(ILogger logger, string path);

        [LoggerMessage(105, LogLevel.Warning, "A mistyped key of scheme {Keys} in Authorization would be taken for a token of scheme {Tokens} and sent to its token server. Give {Tokens} a Pattern, {Keys} a KeyPrefix, or one of them a header of its own.")]
        public static partial void MistypedKeys(ILogger logger, string keys, string tokens);
    }
}
