using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using McpProxy.IntegrationTests.Truncation;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>A proxy in front of one long list, and clients of both doors.</summary>
internal sealed class ContinuationHost : IAsyncDisposable
{
    private readonly JsonUpstream _upstream;

    private ContinuationHost(JsonUpstream upstream, ProxyHost proxy, string folder)
    {
        _upstream = upstream;
        Proxy = proxy;
        Folder = folder;
    }

    public ProxyHost Proxy { get; }

    /// <summary>Where artifacts are.</summary>
    public string Folder { get; }

    /// <param name="json">What the upstream answers to everything.</param>
    /// <param name="truncate">The limits of the route; empty for none.</param>
    /// <param name="response">The limits of the tool <c>list</c>; empty for none.</param>
    /// <param name="artifacts">Further keys of <c>Artifacts</c>.</param>
    /// <param name="more">Further keys of <c>McpProxy</c>.</param>
    /// <param name="mcp">Further keys of <c>Mcp</c>.</param>
    /// <param name="configure">Configures the host.</param>
    public static async Task<ContinuationHost> StartAsync(
        string json, string truncate = "", string response = "", string artifacts = "", string more = "", string mcp = "", Action<WebApplicationBuilder>? configure = null)
    {
        var upstream = await JsonUpstream.StartAsync(json);
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var transforms = truncate.Length > 0 ? """, "Transforms": [ { "Truncate": "short" } ]""" : "";
        var section = truncate.Length > 0 ? $$""" "Truncate": { "short": { {{truncate}} } }, """ : "";
        var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "lists": { "ClusterId": "up", "Match": { "Path": "/lists/{**rest}" } {{transforms}} },
                  "plain": { "ClusterId": "up", "Match": { "Path": "/plain" } }
                },
                "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": {
                "Tools": {
                  "list": { "Route": "lists", "Request": "GET /lists/all", "Response": { {{response}} } },
                  "plain": { "Route": "plain", "Request": "GET /plain" }
                }
                {{mcp}}
              },
              "McpProxy": { {{section}} {{more}} "Artifacts": { {{(artifacts.Contains("Directory", StringComparison.Ordinal) ? artifacts.TrimStart(',', ' ') : $"\"Directory\": \"{folder}\" {artifacts}")}} } }
            }
            """,
            configure);
        return new ContinuationHost(upstream, proxy, folder);
    }

    /// <summary>A list of objects with their number, and members before and behind it.</summary>
    public static string Workflows(int count) =>
        $$"""{"total":{{count}},"workflows":[{{string.Join(",", Enumerable.Range(0, count).Select(Workflow))}}],"nextToken":"page-2"}""";

    public static string Workflow(int i) => $$"""{ "id" : "wf-{{i}}", "sql":"SELECT \"a]\", {{i}} FROM t", "parameters":[{{i}}] }""";

    public Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? configure = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        configure?.Invoke(request);
        return Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> GetJsonAsync(string path, Action<HttpRequestMessage>? configure = null)
    {
        using var response = await GetAsync(path, configure);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request of MCP without a session; returns the message that answers it.</summary>
    public async Task<JsonElement> SendAsync(string method, string parameters = "{}", Action<HttpRequestMessage>? configure = null, string endpoint = "/mcp")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, UriKind.Relative))
        {
            Content = new StringContent($$"""{ "jsonrpc": "2.0", "id": 1, "method": "{{method}}", "params": {{parameters}} }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        configure?.Invoke(request);
        using var response = await Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> ReadAsync(string uri, Action<HttpRequestMessage>? configure = null)
    {
        var answer = await SendAsync("resources/read", JsonSerializer.Serialize(new { uri }), configure);
        return answer.TryGetProperty("result", out var result) ? result.GetProperty("contents")[0] : answer;
    }

    public int Files() => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.artifact", SearchOption.AllDirectories).Count() : 0;

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await _upstream.DisposeAsync();
        Assert.Equal(0, Files()); // Nothing is left over.
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
