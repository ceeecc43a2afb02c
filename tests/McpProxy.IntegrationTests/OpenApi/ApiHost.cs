using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>A proxy with documents in a folder of their own, in front of an upstream that keeps every byte it gets.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private ApiHost(string folder, RawUpstream upstream)
    {
        Folder = folder;
        Upstream = upstream;
    }

    /// <summary>Where the documents are.</summary>
    public string Folder { get; }

    public RawUpstream Upstream { get; }

    public ProxyHost Proxy { get; private set; } = null!;

    public IServiceProvider Services => Proxy.Services;

    /// <summary>Starts it.</summary>
    /// <param name="options">The members of <c>Mcp:OpenApi:api</c>; the cluster <c>upstream</c> is there.</param>
    /// <param name="documents">File names and texts; the first one is imported unless the options say otherwise.</param>
    public static Task<ApiHost> StartAsync(string options, params (string Name, string Text)[] documents) =>
        StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{documents[0].Name}}", "Cluster": "upstream" {{(options.Length > 0 ? "," + options : "")}} } } } }""", documents);

    /// <summary>As <see cref="StartAsync"/>, with a configuration; the cluster <c>upstream</c> is added. <c>UPSTREAM</c> stands for the upstream's address.</summary>
    public static async Task<ApiHost> StartWithAsync(string configuration, (string Name, string Text)[] documents, Action<WebApplicationBuilder>? configure = null, Action<string>? before = null)
    {
        var host = new ApiHost(Directory.CreateTempSubdirectory("mcpproxy-openapi-").FullName, new RawUpstream());
        try
        {
            before?.Invoke(host.Folder);
            foreach (var (name, text) in documents)
            {
                host.Write(name, text);
            }

            host.Write("mcpproxy.config", configuration);
            await host.StartProxyAsync(configure);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Imports one document of any bytes.</summary>
    public static async Task StartWithBytesAsync(string name, byte[] document)
    {
        await using var host = await StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{name}}", "Cluster": "upstream" } } } }""", [], before: folder => File.WriteAllBytes(Path.Combine(folder, name), document));
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.Replace("UPSTREAM", Upstream.Address.TrimEnd('/'), StringComparison.Ordinal));
    }

    /// <summary>Calls a tool and returns the request that reached the upstream.</summary>
    public async Task<UpstreamRequest> CallAsync(string tool, string arguments = "{}")
    {
        var result = await Proxy.CallAsync(tool, arguments);
        Assert.True(Upstream.Requests.TryDequeue(out var request), $"Nothing reached the upstream: {result}");
        Assert.False(result.TryGetProperty("isError", out var isError) && isError.GetBoolean(), result.ToString());
        return UpstreamRequest.Parse(request);
    }

    /// <summary>Calls a tool that refuses its arguments; returns the text of the error.</summary>
    public async Task<string> RefuseAsync(string tool, string arguments)
    {
        var result = await Proxy.CallAsync(tool, arguments);
        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        Assert.Empty(Upstream.Requests);
        return result.GetProperty("content")[0].GetProperty("text").GetString()!;
    }

    /// <summary>The input schema that clients see.</summary>
    public JsonElement SchemaOf(string tool)
    {
        var found = Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find(tool);
        Assert.True(found is not null, $"There is no tool {tool}; there are {string.Join(", ", Tools)}.");
        using var document = JsonDocument.Parse(found.Definition.InputSchema);
        return document.RootElement.Clone();
    }

    public string DescriptionOf(string tool) => Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find(tool)!.Definition.Description;

    /// <summary>What the imports came to, with the tools that were left out afterwards.</summary>
    public IReadOnlyList<ImportReport> Reports => Services.GetRequiredService<ImportLog>().Last;

    public IReadOnlyList<string> Tools => [.. Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Tools.Select(t => t.Name)];

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        await Upstream.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartProxyAsync(Action<WebApplicationBuilder>? configure) => Proxy = await ProxyHost.StartAsync(
        $$$"""{ "ReverseProxy": { "Clusters": { "upstream": { "Destinations": { "d": { "Address": "{{{Upstream.Address}}}" } } } } } }""",
        builder =>
        {
            builder.Configuration.AddMcpProxyFile(Path.Combine(Folder, "mcpproxy.config"));
            new McpProxyBuilder(builder.Services, builder.Configuration).AddOpenApi();
            configure?.Invoke(builder);
        });
}
