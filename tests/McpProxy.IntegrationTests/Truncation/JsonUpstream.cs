using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>An upstream that answers every request by one function.</summary>
internal sealed class JsonUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private JsonUpstream(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";

    public static async Task<JsonUpstream> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new JsonUpstream(app);
    }

    /// <summary>Answers with this JSON, its length announced, under a strong validator.</summary>
    public static Task<JsonUpstream> StartAsync(string json, string type = "application/json", Encoding? charset = null) => StartAsync(async context =>
    {
        var bytes = (charset ?? Encoding.UTF8).GetBytes(json);
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ETag = "\"v1\"";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes);
        }
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
