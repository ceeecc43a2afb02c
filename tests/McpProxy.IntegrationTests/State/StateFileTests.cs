using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Lifecycle;
using McpProxy.State;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.State;

/// <summary>A proxy whose state is in a file, before and after a restart.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "mcpproxy-" + Guid.NewGuid().ToString("N"));

    public StateFileTests()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "key"), "0123456789abcdef0123456789abcdef");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Session_ProxyRestarted_GoesOn()
    {
        string session;
        await using (var before = await StartAsync())
        {
            using var opened = await before.Http.SendAsync(McpMessages.Initialize());
            session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        }

        await using var after = await StartAsync();
        using var list = await after.Http.SendAsync(McpMessages.LegacyRequest("tools/list", session: session));
        using var other = await after.Http.SendAsync(McpMessages.LegacyRequest("tools/list", session: "none"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (list.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Start_FileInUse_IsRefusedWithTheReason()
    {
        await using var first = await StartAsync();

        var refusal = await Assert.ThrowsAsync<LifecyclePartException>(StartAsync);

        Assert.Contains($"'state' cannot start: The state file '{Path.Combine(_folder, "sub", "state")}' is in use by another process.", refusal.Message);
    }

    [Fact]
    public async Task Ready_FileCannotBeWritten_IsDegradedUntilItCan()
    {
        await using var proxy = await StartAsync();
        var records = proxy.Services.GetRequiredService<IStateStore>().Records;
        var obstacle = Directory.CreateDirectory(Path.Combine(_folder, "sub", "state.new"));

        // Outdated records make it write the file anew, which it cannot.
        await Assert.ThrowsAsync<StateUnavailableException>(async () =>
        {
            while (true)
            {
                await records.SetAsync("a", new byte[200_000], TimeSpan.FromMinutes(1));
            }
        });
        var degraded = await proxy.Http.GetFromJsonAsync<JsonElement>("/health/ready");
        using var refused = await proxy.Http.SendAsync(McpMessages.Initialize());
        obstacle.Delete();
        await records.SetAsync("a", default, TimeSpan.FromMinutes(1));
        var ready = await proxy.Http.GetFromJsonAsync<JsonElement>("/health/ready");

        Assert.Equal(("degraded", "degraded"), (degraded.GetProperty("status").GetString(), degraded.GetProperty("parts").GetProperty("state").GetString()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal("ready", ready.GetProperty("status").GetString());
    }

    private Task<ProxyHost> StartAsync() => ProxyHost.StartAsync($$"""
        {
          "Mcp": { "Sessions": { "Enabled": true } },
          "McpProxy": { "State": { "Kind": "File", "Path": "{{Path.Combine(_folder, "sub", "state")}}", "Keys": [ "file:{{Path.Combine(_folder, "key")}}" ] } }
        }
        """, configureApp: app => app.MapMcpProxyHealth());
}
