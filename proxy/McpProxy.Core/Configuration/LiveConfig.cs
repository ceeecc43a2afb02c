namespace McpProxy.Configuration;

/// <summary>Holds the current snapshot. Readers take <see cref="Current"/> once per exchange and never lock.</summary>
internal sealed class LiveConfig
{
    private ConfigSnapshot _current = ConfigSnapshot.None;

    /// <summary>Raised after a snapshot was published that lists something else than the one before it.</summary>
    public event Action<CatalogLists>? ListsChanged;

    /// <summary>Raised after a snapshot was published. Handlers must be quick and must not throw.</summary>
    public event Action? Published;

    public ConfigSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Makes a snapshot the current one.</summary>
    /// <param name="next">The snapshot.</param>
    /// <param name="changed">The lists that differ from those of the snapshot before it.</param>
    public void Publish(ConfigSnapshot next, CatalogLists changed)
    {
        Volatile.Write(ref _current, next);
        Published?.Invoke();
        if (changed != CatalogLists.None)
        {
            ListsChanged?.Invoke(changed);
        }
    }
}
