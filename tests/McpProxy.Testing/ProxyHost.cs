using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.Testing;

/// <summary>A real McpProxy on a real Kestrel, on a free loopback port, with a configuration given as JSON.</summary>
internal sealed class ProxyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _lastId;

    private ProxyHost(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public Uri Address { get; }

    /// <summary>A client that adds nothing of its own: no cookies, no redirects.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ProxyHost> StartAsync(string json, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? configureApp = null, Action<IEndpointConventionBuilder>? configureMcp = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        configure?.Invoke(builder);
        builder.Services.AddMcpProxy(builder.Configuration);
        var app = builder.Build();
        configureApp?.Invoke(app);
        var mcp = app.MapMcpProxy();
        configureMcp?.Invoke(mcp);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ProxyHost(app, new Uri(address));
    }

    /// <summary>Calls a tool as a 2026-07-28 client does; returns the HTTP response.</summary>
    public async Task<HttpResponseMessage> SendCallAsync(string tool, string arguments, Action<HttpRequestMessage>? configure = null, string meta = "", CancellationToken cancellationToken = default)
    {
        var envelope = $$"""{ "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {} {{meta}} }""";
        var body = $$"""{ "jsonrpc": "2.0", "id": {{Interlocked.Increment(ref _lastId)}}, "method": "tools/call", "params": { "name": "{{tool}}", "arguments": {{arguments}}, "_meta": {{envelope}} } }""";
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2026-07-28");
        request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
        request.Headers.TryAddWithoutValidation("Mcp-Name", tool);
        configure?.Invoke(request);
        return await Http.SendAsync(request, cancellationToken);
    }

    /// <summary>Calls a tool and returns the <c>result</c> object.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments = "{}", Action<HttpRequestMessage>? configure = null)
    {
        using var response = await SendCallAsync(tool, arguments, configure);
        var message = await response.Content.ReadFromJsonAsync<JsonElement>();
        return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"No result: {(int)response.StatusCode} {message}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
