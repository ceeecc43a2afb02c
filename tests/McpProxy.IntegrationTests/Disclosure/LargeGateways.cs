namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>Gateways with many tools, each started once for all tests of a class.</summary>
public sealed class LargeGateways : IAsyncLifetime
{
    private readonly Dictionary<string, LargeGateway> _gateways = new(StringComparer.Ordinal);

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways.Values)
        {
            await gateway.DisposeAsync();
        }
    }

    /// <summary>The gateway with these members of <c>Mcp</c>, each with a comma behind.</summary>
    internal async Task<LargeGateway> GetAsync(string mcp)
    {
        if (!_gateways.TryGetValue(mcp, out var gateway))
        {
            _gateways[mcp] = gateway = await LargeGateway.StartAsync(mcp);
        }

        return gateway;
    }
}
