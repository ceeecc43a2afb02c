namespace McpProxy.Authentication.Tokens;

/// <summary>Keys that stand in the configuration.</summary>
internal sealed class FixedKeys(KeySet keys) : IKeySource
{
    public ValueTask<KeySet?> GetAsync(Func<KeySet, bool> isEnough, CancellationToken cancellationToken) => new(keys);
}
