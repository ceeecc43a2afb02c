using System.Reflection;
using McpProxy.Configuration;

namespace McpProxy.Host.Plugins;

/// <summary>Finds and loads the plugins of the configured folders. Every failure becomes an error with the plugin's name.</summary>
internal sealed class PluginLoader(ConfigErrors errors)
{
    /// <summary>The list of folders in the configuration.</summary>
    public const string Section = "McpProxy:Plugins";

    private const BindingFlags PublicStatic = BindingFlags.Public | BindingFlags.Static;

    /// <param name="folders">Folders as the operator wrote them.</param>
    /// <param name="basePath">Where relative ones start.</param>
    public IReadOnlyList<PluginEntry> Load(IReadOnlyList<string> folders, string basePath)
    {
        var entries = new List<PluginEntry>();
        for (var i = 0; i < folders.Count; i++)
        {
            var path = $"{Section}:{i}";
            foreach (var file in FindPlugins(Path.GetFullPath(folders[i], basePath), path))
            {
                entries.AddRange(LoadFile(file, path));
            }
        }

        return entries;
    }

    /// <summary>The assemblies with plugins: those in the folder itself, or in the folders right below it.</summary>
    private List<string> FindPlugins(string folder, string path)
    {
        if (!Directory.Exists(folder))
        {
            errors.Add(PluginErrorCodes.Folder, path, $"The plugin folder '{folder}' does not exist.");
            return [];
        }

        var before = errors.Count;
        var found = PluginsIn(folder, path);
        if (found.Count == 0)
        {
            found = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(f => PluginsIn(f, path))];
        }

        if (found.Count == 0 && errors.Count == before)
        {
            errors.Add(PluginErrorCodes.Folder, path, $"The plugin folder '{folder}' holds no plugin.", "A plugin is an assembly with a public static method marked [McpProxyPlugin].");
        }

        return found;
    }

    private List<string> PluginsIn(string folder, string path)
    {
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            try
            {
                if (PluginFile.HoldsPlugin(file))
                {
                    found.Add(file);
                }
            }
            catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                errors.Add(PluginErrorCodes.Failed, path, $"Plugin file '{file}' cannot be read: {OneLine(e)}");
            }
        }

        return found;
    }

    private List<PluginEntry> LoadFile(string file, string path)
    {
        try
        {
            var assembly = new PluginLoadContext(file).LoadFromAssemblyPath(file);
            var entries = new List<PluginEntry>();
            foreach (var method in assembly.GetExportedTypes().SelectMany(t => t.GetMethods(PublicStatic)))
            {
                if (method.GetCustomAttribute<McpProxyPluginAttribute>() is { } attribute)
                {
                    Add(entries, method, attribute, file, path);
                }
            }

            return entries;
        }
        catch (Exception e)
        {
            // Whatever a foreign assembly throws must end as a readable reason, not as a crash of the host.
            errors.Add(PluginErrorCodes.Failed, path, $"Plugin '{Path.GetFileNameWithoutExtension(file)}' could not be loaded: {OneLine(e)}");
            return [];
        }
    }

    private void Add(List<PluginEntry> entries, MethodInfo method, McpProxyPluginAttribute attribute, string file, string path)
    {
        if (method.GetParameters() is [{ } parameter] && parameter.ParameterType == typeof(IMcpProxyBuilder))
        {
            entries.Add(PluginEntry.DroppedIn(method, Path.GetDirectoryName(file)!));
        }
        else
        {
            errors.Add(PluginErrorCodes.Failed, path, $"Plugin '{attribute.Name}' could not be loaded: {method.DeclaringType?.Name}.{method.Name} does not take exactly one IMcpProxyBuilder.");
        }
    }

    private static string OneLine(Exception e) => e.GetBaseException().Message.ReplaceLineEndings(" ");
}
