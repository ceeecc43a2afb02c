using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.Testing.Mcp;

/// <summary>The MCP surface on a real Kestrel, in front of a corridor that a test controls.</summary>
internal sealed class McpServerFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    private McpServerFixture(WebApplication app, FakeInvoker invoker, TestTimeProvider time)
    {
        _app = app;
        Invoker = invoker;
        Time = time;
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = BaseAddress };
    }

    public FakeInvoker Invoker { get; }

    public TestTimeProvider Time { get; }

    public Uri BaseAddress { get; }

    public Uri Endpoint => new(BaseAddress, "/mcp");

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Everything that was logged as a warning or worse.</summary>
    public RecordingLogger Log => _app.Services.GetRequiredService<RecordingLogger>();

    public static async Task<McpServerFixture> StartAsync(McpConfig? config = null, string url = "http://127.0.0.1:0", RequestDelegate? before = null, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        var invoker = new FakeInvoker();
        var time = new TestTimeProvider();
        var live = new LiveConfig();
        live.Publish(SomeMcp.Snapshot(config), CatalogLists.None);
        builder.Services.AddSingleton(live);
        builder.Services.AddSingleton<IToolInvoker>(invoker);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<RecordingLogger>();
        builder.Services.AddSingleton<ILoggerProvider>(s => s.GetRequiredService<RecordingLogger>());
        builder.Services.AddMcpSurface();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        if (before is not null)
        {
            app.Use(next => async context =>
            {
                await before(context);
                await next(context);
            });
        }

        app.MapMcpSurface();
        await app.StartAsync();
        return new McpServerFixture(app, invoker, time);
    }

    public void Publish(McpConfig config, CatalogLists changed = CatalogLists.Tools) =>
        Services.GetRequiredService<LiveConfig>().Publish(SomeMcp.Snapshot(config), changed);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
