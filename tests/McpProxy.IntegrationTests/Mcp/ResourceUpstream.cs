using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>An upstream that answers as a test tells it, and keeps what it was asked.</summary>
internal sealed class ResourceUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ResourceUpstream(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>What answers, by path; 404 for other paths.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Paths { get; } = new();

    /// <summary>Path and query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<ResourceUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new ResourceUpstream(app);
        app.Run(context =>
        {
            upstream.Requests.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
            if (upstream.Paths.TryGetValue(context.Request.Path.Value!, out var answer))
            {
                return answer(context);
            }

            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return upstream;
    }

    /// <summary>Answers a path with a text.</summary>
    public void Serve(string path, string text, string? contentType = "text/plain", params (string Name, string Value)[] headers) =>
        Serve(path, System.Text.Encoding.UTF8.GetBytes(text), contentType, headers);

    /// <summary>Answers a path with bytes.</summary>
    public void Serve(string path, byte[] body, string? contentType, params (string Name, string Value)[] headers) => Paths[path] = async context =>
    {
        context.Response.ContentType = contentType;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
