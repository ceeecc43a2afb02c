using McpProxy.Configuration;
using McpProxy.Host.Plugins;
using McpProxy.Lifecycle;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Host.Hosting;

/// <summary>The proxy with its plugins, and the simulator when it is on. Opened, its configuration is loaded and live.</summary>
internal sealed class ProxyHost : IAsyncDisposable
{
    private ProxyHost(WebApplication app, PluginSet plugins)
    {
        App = app;
        Plugins = plugins;
    }

    public WebApplication App { get; }

    public PluginSet Plugins { get; }

    public IServiceProvider Services => App.Services;

    /// <summary>Builds a host and loads its configuration; it serves once <see cref="App"/> is started.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="mode">What it is for.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="configure">Registers what takes the place of the usual; null for nothing.</param>
    /// <exception cref="InvalidConfigurationException">The configuration has mistakes, those of plugins included.</exception>
    public static async Task<ProxyHost> OpenAsync(HostSettings settings, HostMode mode, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var host = Build(settings, mode, configure);
        try
        {
            if (mode != HostMode.Inspect && host.Services.GetService<EmbeddedSimulator>() is { } simulator)
            {
                // Routes lead to it: it must have its port before they are read.
                await host.Services.GetRequiredService<LifecycleParts>().StartAsync(simulator, cancellationToken);
            }

            if (mode == HostMode.Serve)
            {
                host.UseMiddleware();
            }

            host.Load();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds a host that knows its plugins and nothing of its routes and tools.</summary>
    /// <exception cref="InvalidConfigurationException">A plugin could not be loaded.</exception>
    public static async Task<ProxyHost> OpenForPluginsAsync(HostSettings settings)
    {
        var host = Build(settings, HostMode.Inspect);
        if (host.Plugins.Errors.Count == 0)
        {
            return host;
        }

        await host.DisposeAsync();
        throw new InvalidConfigurationException([.. host.Plugins.Errors]);
    }

    /// <summary>Stops what still runs after a start that failed, too.</summary>
    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static ProxyHost Build(HostSettings settings, HostMode mode, Action<IServiceCollection>? configure = null)
    {
        var origin = new LifecycleOrigin(TimeProvider.System.GetTimestamp());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "mcpproxy",
            ContentRootPath = Directory.GetCurrentDirectory(),
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
        });
        ConfigLayers.AddTo(builder.Configuration, settings, watchFiles: mode is HostMode.Serve or HostMode.Stdio);
        LogSetup.Configure(builder.Logging, builder.Configuration, mode);
        builder.Services.AddSingleton(origin);
        var plugins = AddServices(builder, settings, mode);
        configure?.Invoke(builder.Services);
        return new ProxyHost(builder.Build(), plugins);
    }

    private static void AddSimulator(WebApplicationBuilder builder)
    {
        // A value that is no boolean is reported by the configuration loader.
        if (bool.TryParse(builder.Configuration["McpProxy:Simulator:Enabled"], out var enabled) && enabled)
        {
            var simulator = new EmbeddedSimulator();
            builder.Services.AddSingleton(simulator);
            builder.Services.AddSingleton<ILifecyclePart>(simulator);
            builder.Services.AddSingleton<IProxyConfigFilter>(new SimulatorAddresses(simulator));
        }
    }

    private static PluginSet AddServices(WebApplicationBuilder builder, HostSettings settings, HostMode mode)
    {
        builder.Services.AddRouting();
        var proxy = builder.Services.AddMcpProxy(builder.Configuration);
        LazyDataProtection.RemoveWarmUp(builder.Services);
        var plugins = PluginSet.Register(proxy, builder.Environment.ContentRootPath);
        AddSimulator(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, SignalLifetime>());
        // Mistakes in this section are reported by the configuration loader.
        var shutdown = StrictBinder.Bind<ShutdownConfig>(builder.Configuration.GetSection("McpProxy:Shutdown"), new ConfigErrors());
        var notice = mode == HostMode.Serve ? shutdown.NoticeTime : TimeSpan.Zero;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = notice + shutdown.DrainTimeout);
        if (mode == HostMode.Serve)
        {
            builder.Services.AddHostedService(services => new ShutdownNotice(notice, services.GetRequiredService<TimeProvider>()));
            KestrelLimits.Apply(builder.Configuration, new KestrelServerLimits()); // A mistake ends the start here, not in the middle of it.
            HostFiltering.AddTo(builder.Services, builder.Configuration);
            builder.WebHost.UseKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                KestrelLimits.Apply(builder.Configuration, kestrel.Limits);
                kestrel.Limits.MaxConcurrentConnections ??= ConnectionLimit.OfThisProcess();
            });
            builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Configure(context.Configuration.GetSection("Kestrel"), reloadOnChange: true));
            // What the command line says is meant, whatever a file says.
            builder.WebHost.PreferHostingUrls(settings.Urls is not null);
        }
        else
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }

        return plugins;
    }

    /// <summary>What ASP.NET Core's own host has before its endpoints and ours needs too. Limiters and timeouts are the corridor's.</summary>
    private void UseMiddleware()
    {
        App.UseHostFiltering();
        // Only a plugin can define CORS policies; a route that names none is not slowed down. UseCors() would compile expressions at
        // every start, which takes time and megabytes.
        App.Use(next =>
        {
            var cors = new CorsMiddleware(next, Services.GetRequiredService<ICorsService>(), Services.GetRequiredService<ILoggerFactory>());
            return http => http.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is null
                ? next(http)
                : cors.Invoke(http, http.RequestServices.GetRequiredService<ICorsPolicyProvider>());
        });
    }

    private void Load()
    {
        List<ConfigError> errors = [.. Plugins.Errors, .. ListenAddress.Check(App.Configuration)];
        try
        {
            App.MapMcpProxy();
            App.MapMcpProxyHealth();
        }
        catch (InvalidConfigurationException e)
        {
            throw new InvalidConfigurationException([.. errors, .. e.Errors]);
        }

        if (errors.Count > 0)
        {
            throw new InvalidConfigurationException(errors);
        }
    }
}
