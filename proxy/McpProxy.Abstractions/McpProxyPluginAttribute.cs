namespace McpProxy;

/// <summary>
/// Marks the one <c>public static</c> <c>AddX(this IMcpProxyBuilder)</c> method through which an assembly dropped into a
/// plugin folder is registered. Plugins that are compiled into a host need it too: <c>mcpproxy plugins</c> lists by it.
/// </summary>
/// <param name="name">The plugin's name as operators see it, e.g. <c>transforms</c>. Unique within one host.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class McpProxyPluginAttribute(string name) : Attribute
{
    /// <summary>The plugin's name as operators see it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence on what the plugin adds; printed by <c>mcpproxy plugins</c>.</summary>
    public string Description { get; init; } = "";
}
