using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>An MCP server that does what a test says, right or wrong, and keeps what it was sent.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(Func<HttpContext, string, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            Requests.Enqueue((http.Request.Method, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
            await answer(http, body);
        });
    }

    public Uri Endpoint => new(new Uri(_app.Urls.First()), "/mcp?key=secret");

    /// <summary>Method, headers and body of each request, in the order of their arrival.</summary>
    public ConcurrentQueue<(string Method, Dictionary<string, string> Headers, string Body)> Requests { get; } = new();

    public static async Task<ScriptedServer> StartAsync(Func<HttpContext, string, Task> answer)
    {
        var server = new ScriptedServer(answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers with JSON.</summary>
    public static Task JsonAsync(HttpContext http, string json, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }

    /// <summary>Begins or continues an event stream.</summary>
    public static async Task EventsAsync(HttpContext http, string events)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "text/event-stream";
        }

        await http.Response.WriteAsync(events);
        await http.Response.Body.FlushAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
