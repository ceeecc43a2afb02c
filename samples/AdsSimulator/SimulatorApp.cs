using AdsSimulator.Access;
using AdsSimulator.Amc;
using AdsSimulator.Answers;
using AdsSimulator.Campaigns;
using AdsSimulator.Captures;
using AdsSimulator.Control;
using AdsSimulator.Echo;
using AdsSimulator.Exports;
using AdsSimulator.Faults;
using AdsSimulator.Files;
using AdsSimulator.Issuer;
using AdsSimulator.Lwa;
using AdsSimulator.Media;
using AdsSimulator.OAuth;
using AdsSimulator.OpenBridge;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;
using AdsSimulator.Samples;
using AdsSimulator.Stats;
using AdsSimulator.Strava;
using AdsSimulator.Streams;

namespace AdsSimulator;

/// <summary>Builds and starts the simulator, alone or inside another process.</summary>
public static class SimulatorApp
{
    /// <summary>Builds a simulator that is not started yet. It reads no configuration file and no environment variable.</summary>
    /// <param name="args">The simulator's own command line; empty when embedded.</param>
    /// <param name="configure">Changes the options, after the arguments were applied.</param>
    /// <exception cref="FormatException">An argument, a region or a URL cannot be used.</exception>
    public static WebApplication Create(string[] args, Action<SimulatorOptions>? configure = null)
    {
        var options = new SimulatorOptions();
        SimulatorArguments.Apply(args, options);
        configure?.Invoke(options);
        return Build(options, new SimulatorListeners(options));
    }

    /// <summary>Starts a simulator inside this process. Dispose the result to stop it.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<RunningSimulator> StartAsync(Action<SimulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new SimulatorOptions();
        configure?.Invoke(options);
        var listeners = new SimulatorListeners(options);
        var app = Build(options, listeners);
        try
        {
            await app.StartAsync(cancellationToken);
            return new RunningSimulator(app, listeners);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(SimulatorOptions options, SimulatorListeners listeners)
    {
        // The empty builder is what keeps the host's appsettings, arguments, ASPNETCORE_URLS and logging out.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(AdsSimulator), ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(listeners.Configure);
        AddServices(builder.Services, options, listeners);
        if (options.Verbose)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
        }

        var app = builder.Build();
        // Prefixes are taken off before routing sees the path, so that every endpoint exists once.
        app.UseMiddleware<StatsMiddleware>();
        app.UseMiddleware<CaptureMiddleware>();
        app.UseMiddleware<RegionMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<BadQueryMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.MapRegions();
        app.MapStats();
        app.MapControl();
        app.MapAccess();
        app.MapIssuer();
        app.MapLwa();
        app.MapOpenBridge();
        app.MapStrava();
        app.MapEcho();
        app.MapProfiles();
        app.MapCampaigns();
        app.MapAmc();
        app.MapExports();
        app.MapFiles();
        app.MapStreams();
        app.MapMedia();
        app.MapSamples();
        return app;
    }

    private static void AddServices(IServiceCollection services, SimulatorOptions options, SimulatorListeners listeners)
    {
        services.AddRoutingCore();
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton<SimulatorStats>();
        services.AddSingleton<FaultCounters>();
        services.AddSingleton<StandingFaults>();
        services.AddSingleton<CallCounter>();
        services.AddSingleton(new RequestCaptures(options.KeepRequests));
        services.AddSingleton(new SimulatorAddress(listeners));
        services.AddSingleton(new Live<AdsSettings>(options.Ads));
        services.AddSingleton(_ => new AccessTokens(options.TimeProvider));
        services.AddSingleton(p => new IssuerServer(options, p.GetRequiredService<SimulatorAddress>()));
        AddAuthorizationServer(services, LwaEndpoints.Flavor, options.Lwa, options.TimeProvider);
        AddAuthorizationServer(services, StravaEndpoints.Flavor, options.Strava, options.TimeProvider);
        services.AddSingleton(p => new OpenBridgeServer(options, p.GetRequiredService<AccessTokens>(), p.GetRequiredService<IssuerServer>()));
        services.AddSingleton<ProfileCatalog>();
        services.AddSingleton<CampaignStore>();
        services.AddSingleton<AmcStore>();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<ExportSignatures>();
        if (!options.HandleSignals)
        {
            services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        }
    }

    private static void AddAuthorizationServer(IServiceCollection services, OAuthFlavor flavor, OAuthSettings settings, TimeProvider time) =>
        services.AddKeyedSingleton(flavor.Issuer, (provider, _) => new AuthorizationServer(flavor, settings, provider.GetRequiredService<AccessTokens>(), time));
}
