using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Watching;

/// <summary>
/// Asks upstreams whether resources have changed, down the corridor and as the proxy itself: no caller, none of a caller's
/// headers or credentials. Few at once, so that polls never take the places of calls.
/// </summary>
internal sealed class ResourcePoller(IToolInvoker invoker) : IDisposable
{
    private const int MostRepeatedAtOnce = 16;
    private const int MostFirstAtOnce = 8;
    private readonly SemaphoreSlim _repeated = new(MostRepeatedAtOnce);

    // Whoever subscribes waits for the first poll: slow upstreams of others must not stand before it.
    private readonly SemaphoreSlim _first = new(MostFirstAtOnce);

    /// <summary>Polls once.</summary>
    /// <param name="snapshot">The configuration the resource is of.</param>
    /// <param name="match">The resource.</param>
    /// <param name="known">The version found before; null for none.</param>
    /// <param name="cancellationToken">Nobody wants to know any more.</param>
    public async Task<PollResult> PollAsync(ConfigSnapshot snapshot, ResourceMatch match, ResourceVersion? known, CancellationToken cancellationToken)
    {
        var slots = known is null ? _first : _repeated;
        await slots.WaitAsync(cancellationToken);
        try
        {
            var call = new ToolCall
            {
                Snapshot = snapshot,
                Tool = match.Resource.Call,
                Operation = CallOperations.ResourcesPoll,
                Arguments = match.Arguments,
                Mapper = new VersionMapper(match),
                Preconditions = known?.AsPreconditions(),
            };
            using var outcome = await invoker.InvokeAsync(call, cancellationToken);
            return Judge(outcome, known);
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose()
    {
        _repeated.Dispose();
        _first.Dispose();
    }

    private static PollResult Judge(ToolOutcome outcome, ResourceVersion? known) => outcome switch
    {
        VersionOutcome { Version: null } => new(PollOutcome.Unchanged, known),
        // The first version found is what later ones are compared with.
        VersionOutcome { Version: { } found } => new(known is null || found == known ? PollOutcome.Unchanged : PollOutcome.Changed, found),
        _ => new(PollOutcome.Failed, known),
    };
}
