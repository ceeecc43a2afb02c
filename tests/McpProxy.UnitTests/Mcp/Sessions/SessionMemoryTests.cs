using McpProxy.Configuration;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Mcp.Wire;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Mcp.Sessions;

/// <summary>What a session costs that nobody uses at the moment.</summary>
[Collection(nameof(SessionMemoryTests))]
[CollectionDefinition(nameof(SessionMemoryTests), DisableParallelization = true)] // The memory is that of the whole process.
public sealed class SessionMemoryTests(ITestOutputHelper output)
{
    private const int Sessions = 10_000;

    [Fact]
    public async Task IdleSessions_TenThousand_TakeLessThanTwoKilobytesEach()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Sessions = new SessionsConfig { MaxSessions = Sessions } });
        var store = server.Services.GetRequiredService<SessionStore>();
        await OpenAsync(store, 100);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await OpenAsync(store, Sessions - 100);

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (Sessions - 100);
        output.WriteLine($"{each} bytes per idle session");
        Assert.Equal(Sessions, store.Count);
        Assert.InRange(each, 1, 2048);
    }

    private static async Task OpenAsync(SessionStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var session = await store.OpenAsync(ProtocolRevision.November2025, ClientCapabilities.None, $"sub\nhttps://issuer.example.com\nuser-{i}", null, CancellationToken.None);
            // As a client's first request does.
            session!.BeginCall("1"u8.ToArray()).Dispose();
            await store.LeaveAsync(session);
        }
    }
}
