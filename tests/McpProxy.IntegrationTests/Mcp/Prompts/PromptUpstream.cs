using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary>An upstream that gives pieces of prompts, whole prompts and proposals.</summary>
internal sealed class PromptUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PromptUpstream(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Method, path, query and body of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<PromptUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new PromptUpstream(app);
        app.Use(upstream.RecordAsync);
        app.MapGet("/image/{id}", (string id) => Results.Bytes(System.Text.Encoding.UTF8.GetBytes(id), "image/png"));
        app.MapGet("/audio", () => Results.Bytes([1, 2, 3, 4], "audio/wav"));
        app.MapGet("/json/{id}", (string id) => Results.Json(new { id }));
        app.MapGet("/bytes", () => Results.Bytes([0xFF, 0xFE, 0xFD], "application/octet-stream"));
        app.MapGet("/text", () => Results.Text("plain"));
        app.MapGet("/large", () => Results.Text(new string('x', 3000)));
        app.MapGet("/status/{status:int}", (int status) => Results.Problem("It is broken.", statusCode: status));
        app.MapGet("/guarded/{id:int}", (int id) => Results.Text($"secret {id}"));
        app.MapGet("/guarded/sizes", () => Results.Text("""["small","\ud800","large"]""", "application/json"));
        app.MapGet("/ids", (string prefix) => Results.Json(new { items = Enumerable.Range(0, 150).Select(i => new { id = prefix + i }) }));
        app.MapGet("/kinds", () => Results.Text("alpha\nBeta\nalphabet\n"));
        app.MapPost("/render/{kind}", Render);
        await app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        http.Request.EnableBuffering();
        var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
        http.Request.Body.Position = 0;
        Requests.Enqueue($"{http.Request.Method} {http.Request.GetEncodedPathAndQuery()} {body}".Trim());
        await next(http);
    }

    private static IResult Render(string kind) => kind switch
    {
        "text" => Results.Text("Do it."),
        "image" => Results.Bytes([1], "image/png"),
        "empty" => Results.Text("{}", "application/json"),
        "array" => Results.Text("[]", "application/json"),
        "role" => Results.Text("""{"messages":[{"role":"system","content":{"type":"text","text":"x"}}]}""", "application/json"),
        "type" => Results.Text("""{"messages":[{"role":"user","content":{"type":"video"}}]}""", "application/json"),
        "data" => Results.Text("""{"messages":[{"role":"user","content":{"type":"image","mimeType":"image/png","data":"?"}}]}""", "application/json"),
        "resource" => Results.Text("""{"messages":[{"role":"user","content":{"type":"resource","resource":{"uri":"a:b"}}}]}""", "application/json"),
        "large" => Results.Text($$"""{"messages":[{"role":"user","content":"{{new string('x', 5000)}}"}]}""", "application/json"),
        _ => Results.Text("""
            {
              "description": "Made upstream",
              "messages": [
                { "role": "user", "content": "short form" },
                { "role": "assistant", "content": { "type": "text", "text": "\u00e9", "annotations": { "priority": 1 }, "x-own": 1 } },
                { "role": "user", "content": { "type": "image", "data": "AQID", "mimeType": "image/png" } },
                { "role": "user", "content": { "type": "audio", "data": "AQID", "mimeType": "audio/wav" } },
                { "role": "user", "content": { "type": "resource_link", "uri": "ads://1", "name": "one" } },
                { "role": "user", "content": { "type": "resource", "resource": { "uri": "ads://2", "text": "two" } } }
              ]
            }
            """, "application/json"),
    };
}
