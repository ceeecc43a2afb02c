using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.UnitTests.Configuration;

/// <summary>A real YARP on Kestrel whose configuration is a file, and an upstream that says which headers it got.</summary>
internal sealed class ReloadingProxy : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly string _file;
    private readonly WebApplication _upstream;
    private readonly ConfigurationManager _configuration = new();

    private ReloadingProxy(string file, WebApplication upstream)
    {
        _file = file;
        _upstream = upstream;
    }

    public WebApplication App { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public RecordingLogger Log { get; } = new();

    public ConfigReloader Reloader => App.Services.GetRequiredService<ConfigReloader>();

    public ConfigSnapshot Live => App.Services.GetRequiredService<LiveConfig>().Current;

    /// <param name="json">The first configuration; <c>UPSTREAM</c> stands for the upstream's address.</param>
    /// <param name="after">More services, added after the room's.</param>
    /// <param name="before">More services, added before the room's.</param>
    public static async Task<ReloadingProxy> StartAsync(string json, Action<IServiceCollection>? after = null, Action<IServiceCollection>? before = null)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("mcpproxy-reload-").FullName, "config.json");
        var proxy = new ReloadingProxy(file, await StartUpstreamAsync());
        proxy.Write(json);
        try
        {
            await proxy.StartProxyAsync(before, after);
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }

        return proxy;
    }

    public void Write(string json) => File.WriteAllText(_file, json.Replace("UPSTREAM", _upstream.Urls.First(), StringComparison.Ordinal));

    /// <summary>Writes the file, has it read, and waits until it has been accepted or rejected.</summary>
    public Task<ConfigStatus> ReloadAsync(string json)
    {
        Write(json);
        return AfterNextAttemptAsync(() => ((IConfigurationRoot)_configuration).Reload());
    }

    public async Task<ConfigStatus> AfterNextAttemptAsync(Action trigger)
    {
        var attempt = new TaskCompletionSource<ConfigStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Seen(ConfigStatus status) => attempt.TrySetResult(status);
        Reloader.StatusChanged += Seen;
        try
        {
            trigger();
            return await attempt.Task.WaitAsync(Timeout);
        }
        finally
        {
            Reloader.StatusChanged -= Seen;
        }
    }

    /// <returns>What the upstream says it got, or the status.</returns>
    public async Task<string> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : response.StatusCode.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        await _upstream.DisposeAsync();
        Log.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    private async Task StartProxyAsync(Action<IServiceCollection>? before, Action<IServiceCollection>? after)
    {
        _configuration.AddMcpProxyFile(_file, reloadOnChange: false);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        before?.Invoke(builder.Services);
        builder.Services.AddConfigurationRoom(_configuration);
        GreetFactory.Register(builder.Services);
        after?.Invoke(builder.Services);
        App = builder.Build();
        Reloader.Open(() => App.MapReverseProxy());
        await App.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(App.Urls.First()) };
    }

    private static async Task<WebApplication> StartUpstreamAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(c => c.Response.WriteAsync($"{c.Request.Path} greeting={c.Request.Headers["X-Greeting"]} key={c.Request.Headers["X-Key"]}"));
        await app.StartAsync();
        return app;
    }
}
