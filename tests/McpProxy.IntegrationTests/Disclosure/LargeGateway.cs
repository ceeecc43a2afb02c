using System.Text.Json;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>A gateway with 723 tools in front of an upstream that answers <c>{}</c>.</summary>
internal sealed class LargeGateway : IAsyncDisposable
{
    private LargeGateway(ProxyHost proxy, RawUpstream upstream)
    {
        Proxy = proxy;
        Upstream = upstream;
    }

    public ProxyHost Proxy { get; }

    public RawUpstream Upstream { get; }

    /// <summary>Starts it.</summary>
    /// <param name="mcp">Further members of <c>Mcp</c>, each with a comma behind.</param>
    /// <param name="more">Further sections, each with a comma before.</param>
    /// <param name="count">How many tools.</param>
    public static async Task<LargeGateway> StartAsync(string mcp, string more = "", int count = ManyTools.RealCount)
    {
        var upstream = new RawUpstream();
        var json = $$"""
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "up": { "Destinations": { "a": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": { {{mcp}} "Tools": {{ManyTools.Json(count)}} }
              {{more}}
            }
            """;
        return new LargeGateway(await ProxyHost.StartAsync(json), upstream);
    }

    /// <summary>Calls a tool as a 2026-07-28 client does.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments = "{}", string path = "/mcp", Action<HttpRequestMessage>? configure = null, string meta = "")
    {
        var request = McpMessages.ModernCall(tool, arguments, path: path, meta: meta);
        configure?.Invoke(request);
        var answer = await Answer.ReadAsync(await Proxy.Http.SendAsync(request));
        return JsonElement.Parse(answer.Body!.ToJsonString());
    }

    /// <summary>The names in <c>tools/list</c> as a 2026-07-28 client gets it.</summary>
    public async Task<string[]> ListAsync(string path = "/mcp", Action<HttpRequestMessage>? configure = null) =>
        [.. (await ListResultAsync(path, configure)).GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!)];

    /// <summary>The result of <c>tools/list</c> as a 2026-07-28 client gets it.</summary>
    public async Task<JsonElement> ListResultAsync(string path = "/mcp", Action<HttpRequestMessage>? configure = null)
    {
        var request = McpMessages.ModernRequest("tools/list", path: path);
        configure?.Invoke(request);
        var answer = await Answer.ReadAsync(await Proxy.Http.SendAsync(request));
        return JsonElement.Parse(answer.Result!.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
