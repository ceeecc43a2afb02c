using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration;

/// <summary>Holds the current snapshot. Readers take <see cref="Current"/> once per exchange and never lock.</summary>
internal sealed class LiveConfig
{
    private ConfigSnapshot _current = ConfigSnapshot.None;
    private ConfigurationReloadToken _toolsChanged = new();

    public ConfigSnapshot Current => Volatile.Read(ref _current);

    /// <summary>A token that fires once, when a later snapshot lists other tools than the one before it. Take a new one afterwards.</summary>
    public IChangeToken GetToolsChangedToken() => Volatile.Read(ref _toolsChanged);

    public void Publish(ConfigSnapshot next, bool toolsChanged)
    {
        Volatile.Write(ref _current, next);
        if (toolsChanged)
        {
            Interlocked.Exchange(ref _toolsChanged, new ConfigurationReloadToken()).OnReload();
        }
    }
}
