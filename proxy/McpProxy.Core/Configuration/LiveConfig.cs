using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration;

/// <summary>Holds the current snapshot. Readers take <see cref="Current"/> once per exchange and never lock.</summary>
internal sealed class LiveConfig
{
    private ConfigSnapshot _current = ConfigSnapshot.None;
    private CancellationTokenSource _toolsChanged = new();

    public ConfigSnapshot Current => Volatile.Read(ref _current);

    /// <summary>A token that fires once, when the next published snapshot lists other tools than the one before.</summary>
    public IChangeToken GetToolsChangedToken() => new CancellationChangeToken(Volatile.Read(ref _toolsChanged).Token);

    public void Publish(ConfigSnapshot next, bool toolsChanged)
    {
        Volatile.Write(ref _current, next);
        if (toolsChanged)
        {
            using var fired = Interlocked.Exchange(ref _toolsChanged, new CancellationTokenSource());
            fired.Cancel();
        }
    }
}
