using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>What an answer demanded of its caller, its artifact demands of whoever reads it: by the policies that are in force then.</summary>
public sealed class ArtifactDemandTests
{
    private static readonly string Authentication = $$"""
        "Authentication": { "Schemes": { "keys": { "Kind": "ApiKey", "Keys": { "ada": { "Hash": "{{HashOf(ReaderKey)}}", "Scopes": [ "ads.read" ] } } } } },
        "Authorization": { "Policies": { "reporting": { } } },
        """;

    [Theory]
    [InlineData("ReverseProxy:Routes:lists:AuthorizationPolicy")]
    [InlineData("Mcp:Tools:list:Authorization")]
    public async Task Artifact_WhosePolicyItsCallerMeetsNoMore_IsNotFound(string demand)
    {
        IConfigurationBuilder configuration = null!;
        await using var host = await ContinuationHost.StartAsync(
            ContinuationHost.Workflows(100),
            """ "MaxItems": 1, "Continuation": "Artifact" """,
            more: Authentication,
            configure: builder =>
            {
                configuration = builder.Configuration;
                configuration.AddInMemoryCollection(new Dictionary<string, string?> { [demand] = "reporting", ["McpProxy:Authorization:Policies:reporting:Scopes:0"] = "ads.read" });
            });
        var own = With("X-API-Key", ReaderKey);
        var list = (await host.Proxy.CallAsync("list", configure: own)).GetProperty("structuredContent");
        var uri = list.GetProperty("_truncation")[0].GetProperty("resource").GetString()!;
        Assert.Equal("\"wf-7\"", (await host.ReadAsync($"{uri}?pointer=/workflows/7/id", own)).GetProperty("text").GetString());

        await ReloadAsync(host.Proxy, configuration, "McpProxy:Authorization:Policies:reporting:Scopes:0", "ads.admin");

        Assert.True((await host.ReadAsync($"{uri}?pointer=/workflows/7/id", own)).TryGetProperty("error", out _));
        using var overHttp = await host.GetAsync($"/artifacts/{uri.Split('/')[^1]}", own);
        Assert.Equal(404, (int)overHttp.StatusCode);
    }

    private static async Task ReloadAsync(ProxyHost proxy, IConfigurationBuilder configuration, string key, string value)
    {
        var reloaded = new TaskCompletionSource<ConfigStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Services.GetRequiredService<ConfigReloader>().StatusChanged += reloaded.SetResult;
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { [key] = value });
        Assert.Empty((await reloaded.Task.Soon()).Errors);
    }
}
