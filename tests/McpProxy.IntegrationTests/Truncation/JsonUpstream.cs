using System.IO.Compression;
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

    /// <summary>Answers with this text in a content coding: <c>gzip</c>, <c>br</c>, else <c>deflate</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoding">The coding.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="charset">Its encoding; UTF-8 unless said.</param>
    /// <param name="missing">How many bytes are missing at the end of what is coded.</param>
    public static Task<JsonUpstream> StartEncodedAsync(string text, string encoding, string type = "application/json", Encoding? charset = null, int missing = 0)
    {
        var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
        {
            packer.Write((charset ?? Encoding.UTF8).GetBytes(text));
        }

        var bytes = packed.ToArray()[..^missing];
        return StartAsync(async context =>
        {
            context.Response.ContentType = type;
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(bytes);
        });
    }

    /// <summary>Answers with an array that does not end before the proxy leaves.</summary>
    /// <param name="left">Completes then.</param>
    public static Task<JsonUpstream> StartEndlessAsync(TaskCompletionSource left) => StartAsync(async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("[1");
        context.RequestAborted.Register(left.SetResult);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(string.Concat(Enumerable.Repeat(",1", 10_000)));
        }
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
