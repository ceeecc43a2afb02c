using System.Text.Json;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Tools.InputRules;

/// <summary>A gateway whose tools have input rules, in front of an upstream that keeps what came off the socket.</summary>
internal sealed class RuledGateway : IAsyncDisposable
{
    private RuledGateway(ProxyHost proxy, RawUpstream upstream)
    {
        Proxy = proxy;
        Upstream = upstream;
    }

    public ProxyHost Proxy { get; }

    public RawUpstream Upstream { get; }

    /// <summary>Starts it; it is noon of the first of August 2026.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="tools">The tools; their route is <c>all</c>.</param>
    /// <param name="mcp">Further members of <c>Mcp</c>, each with a comma before.</param>
    public static async Task<RuledGateway> StartAsync(string engine, string tools, string mcp = "")
    {
        var upstream = new RawUpstream();
        var json = $$"""
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "up": { "Destinations": { "a": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": { "Engine": "{{engine}}", "Tools": {{tools}} {{mcp}} }
            }
            """;
        return new RuledGateway(await ProxyHost.StartAsync(json, builder => builder.Services.AddSingleton<TimeProvider>(new TestTimeProvider())), upstream);
    }

    /// <summary>Calls a tool as a 2026-07-28 client does.</summary>
    /// <returns>Whether it is an error, and the text of its content.</returns>
    public async Task<(bool IsError, string Text, JsonElement Result)> CallAsync(string tool, string arguments)
    {
        var answer = await Answer.ReadAsync(await Proxy.Http.SendAsync(McpMessages.ModernCall(tool, arguments)));
        var result = JsonElement.Parse(answer.Result!.ToJsonString());
        return (result.TryGetProperty("isError", out var error) && error.GetBoolean(), result.GetProperty("content")[0].GetProperty("text").GetString()!, result);
    }

    /// <summary>Calls a tool, and takes what the upstream got of it, but for trace ids.</summary>
    public async Task<string> SendAsync(string tool, string arguments)
    {
        var (isError, text, _) = await CallAsync(tool, arguments);
        Assert.False(isError, text);
        Assert.True(Upstream.Requests.TryDequeue(out var request));
        return string.Join("\r\n", request.Split("\r\n").Where(line => !line.StartsWith("traceparent:", StringComparison.OrdinalIgnoreCase)));
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
