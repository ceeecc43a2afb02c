using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Cli;

/// <summary>An upstream whose answer waits until a test opens the gate.</summary>
internal sealed class GatedUpstream : IAsyncDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private GatedUpstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            _arrived.TrySetResult();
            await _gate.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("done");
        });
    }

    /// <summary>Completes when the first request is there.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>A configuration with one route, <c>/slow</c>, to this upstream.</summary>
    public string Configuration(string shutdown = "{}") => $$"""
        {
          "ReverseProxy": {
            "Routes": { "slow": { "ClusterId": "slow", "Match": { "Path": "/slow" } } },
            "Clusters": { "slow": { "Destinations": { "one": { "Address": "{{_app.Urls.First()}}" } } } }
          },
          "McpProxy": { "Shutdown": {{shutdown}} }
        }
        """;

    public static async Task<GatedUpstream> StartAsync()
    {
        var upstream = new GatedUpstream();
        await upstream._app.StartAsync();
        return upstream;
    }

    public void Open() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetCanceled();
        await _app.DisposeAsync();
    }
}
