using System.Text;
using McpProxy.State;

namespace McpProxy.Mcp.Watching;

/// <summary>
/// Tells all replicas what a webhook told one of them. Listens from the first subscription on: before, there is nobody to tell.
/// </summary>
internal sealed class ResourceSignals(IStateStore state) : IAsyncDisposable
{
    private const string Name = "mcp/resources";
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private IAsyncDisposable? _subscription;

    /// <summary>Listens from now on; does nothing when it already does.</summary>
    /// <param name="receive">Takes the URI of a resource that changed. It must not throw or block.</param>
    public async ValueTask ListenAsync(Action<string> receive)
    {
        if (Volatile.Read(ref _subscription) is not null)
        {
            return;
        }

        await _subscribing.WaitAsync(CancellationToken.None);
        try
        {
            _subscription ??= await state.Channels.SubscribeAsync(Name, message => receive(Encoding.UTF8.GetString(message.Span)), CancellationToken.None);
        }
        finally
        {
            _subscribing.Release();
        }
    }

    /// <summary>Tells every replica, this one included.</summary>
    public ValueTask PublishAsync(string uri, CancellationToken cancellationToken) =>
        state.Channels.PublishAsync(Name, Encoding.UTF8.GetBytes(uri), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }

        _subscribing.Dispose();
    }
}
