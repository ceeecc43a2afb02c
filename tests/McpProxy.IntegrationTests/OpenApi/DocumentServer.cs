using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Serves one document, which can change, be refused or lead elsewhere.</summary>
internal sealed class DocumentServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DocumentServer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/api.json";

    public string Document { get; set; } = "{}";

    public int Status { get; set; } = 200;

    /// <summary>What the document is known by; null for nothing.</summary>
    public string? ETag { get; set; }

    /// <summary>What answers wait for; null for nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Requests { get; private set; }

    /// <summary>How often it said that nothing has changed.</summary>
    public int Unchanged { get; private set; }

    public static async Task<DocumentServer> StartAsync(string document)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new DocumentServer(app) { Document = document };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        await (Gate?.Task ?? Task.CompletedTask);
        context.Response.StatusCode = Status;
        context.Response.Headers.Location = "/elsewhere.json";
        context.Response.Headers.ETag = ETag;
        if (Status == 200 && ETag is not null && context.Request.Headers.IfNoneMatch == ETag)
        {
            Unchanged++;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await context.Response.WriteAsync(Document);
    }
}
