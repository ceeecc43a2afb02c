using McpProxy.Configuration;

namespace McpProxy.Host.Plugins;

/// <summary>The plugins of this process, compiled in and dropped in, after all of them were registered.</summary>
internal sealed class PluginSet
{
    private PluginSet(IReadOnlyList<PluginEntry> entries, ConfigErrors errors)
    {
        Entries = entries;
        Errors = errors;
    }

    public IReadOnlyList<PluginEntry> Entries { get; }

    /// <summary>What went wrong; not empty means that the process must not start.</summary>
    public ConfigErrors Errors { get; }

    /// <summary>Loads the plugins the configuration names and registers all of them.</summary>
    public static PluginSet Register(IMcpProxyBuilder builder, string basePath)
    {
        var errors = new ConfigErrors();
        // Whatever is no text here is reported by the configuration loader.
        var folders = builder.Configuration.GetSection(PluginLoader.Section).GetChildren().Select(c => c.Value).OfType<string>().ToArray();
        var registered = new Dictionary<string, PluginEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in BuiltInPlugins.All.Concat(new PluginLoader(errors).Load(folders, basePath)))
        {
            if (registered.TryGetValue(entry.Name, out var first))
            {
                errors.Add(PluginErrorCodes.DuplicateName, PluginLoader.Section, $"Two plugins are named '{entry.Name}': {Origin(first)} and {Origin(entry)}.", "Remove one of them.");
            }
            else if (TryRegister(entry, builder, errors))
            {
                registered.Add(entry.Name, entry);
            }
        }

        return new([.. registered.Values], errors);
    }

    private static bool TryRegister(PluginEntry entry, IMcpProxyBuilder builder, ConfigErrors errors)
    {
        try
        {
            entry.Register(builder);
            return true;
        }
        catch (Exception e)
        {
            errors.Add(PluginErrorCodes.Failed, PluginLoader.Section, $"Plugin '{entry.Name}' failed to register: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    private static string Origin(PluginEntry entry) => entry.Folder is { } folder ? $"one in '{folder}'" : "one that is built in";
}
