using System.Reflection;

namespace McpProxy.Host.Plugins;

/// <summary>A plugin's way in: the method that registers it, and where it came from.</summary>
internal sealed record PluginEntry
{
    private PluginEntry(MethodInfo method, string? folder)
    {
        var attribute = method.GetCustomAttribute<McpProxyPluginAttribute>()
            ?? throw new ArgumentException($"{method.DeclaringType?.Name}.{method.Name} is not marked [McpProxyPlugin].", nameof(method));
        Name = attribute.Name;
        Description = attribute.Description;
        Method = method;
        Folder = folder;
    }

    public string Name { get; }

    public string Description { get; }

    public MethodInfo Method { get; }

    /// <summary>The folder it was loaded from; null for a plugin compiled in.</summary>
    public string? Folder { get; }

    public Assembly Assembly => Method.Module.Assembly;

    public string Version =>
        Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? Assembly.GetName().Version?.ToString(3)
        ?? "0.0.0";

    public static PluginEntry BuiltIn(Func<IMcpProxyBuilder, IMcpProxyBuilder> register) => new(register.Method, null);

    public static PluginEntry DroppedIn(MethodInfo method, string folder) => new(method, folder);

    /// <summary>Registers the plugin.</summary>
    public void Register(IMcpProxyBuilder builder) => Method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [builder], null);
}
