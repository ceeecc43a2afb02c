using System.Text;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Context;

/// <summary>The context room of one or more replicas, with a clock of its own.</summary>
internal sealed class SomeContexts
{
    private readonly MemoryStateStore _state;

    public SomeContexts(ContextConfig? config = null)
    {
        _state = new MemoryStateStore(Time, () => long.MaxValue);
        Config.Publish(new ConfigSnapshot(1, default, new McpConfig(), McpProxy.Tools.Catalog.Empty) { Host = new McpProxyConfig { Context = config ?? new ContextConfig() } }, CatalogLists.None);
        Contexts = Replica();
        Resolution = new ContextResolution(Contexts, Config);
    }

    public static ExchangeCaller Alice { get; } = Caller("alice", "token of alice");

    public TestTimeProvider Time { get; } = new();

    public LiveConfig Config { get; } = new();

    public CallContexts Contexts { get; }

    public ContextResolution Resolution { get; }

    public static ExchangeCaller Caller(string principal, string credential = "", string tenant = "") => new()
    {
        Tenant = tenant,
        Scheme = "Test",
        Principal = principal,
        CredentialFingerprint = credential.Length == 0 ? "" : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(credential))),
    };

    public CallContexts Replica(string key = "a key that both of the replicas know") =>
        new(new ContextHandles(new StateSeal([key]), Config, Time), new SessionContexts(_state, Config), new HeaderCredentials([]));

    /// <summary>A request in the corridor.</summary>
    public static HttpContext Request(ExchangeCaller? caller = null, string? session = null, string? handle = null, string? identity = null, string? profile = null, string? region = null)
    {
        var context = new DefaultHttpContext();
        var exchange = new ProxyExchange { Door = ExchangeDoor.Mcp, Caller = caller ?? Alice, SessionId = session };
        exchange.Requested.Handle = handle;
        exchange.Requested.Identity = identity;
        exchange.Requested.Profile = profile;
        exchange.Requested.Region = region;
        context.Features.Set(exchange);
        return context;
    }

    /// <summary>Resolves the context of a request.</summary>
    public async Task<ProxyExchange> ResolveAsync(HttpContext request, ContextDefaults? route = null)
    {
        var exchange = ProxyExchange.Get(request)!;
        await Resolution.ResolveAsync(request, exchange, route ?? new ContextDefaults(null, null, null));
        return exchange;
    }
}
