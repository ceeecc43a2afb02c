namespace McpProxy.Tools;

/// <summary>
/// Gives the proxy tools that run code of a plugin. They are ordinary tools: in the same catalogue and toolsets, with the same
/// checks of arguments, limits, deadlines, metrics, logs and errors, over every transport. Register it with
/// <see cref="ToolBuilderExtensions.AddToolSource{TSource}"/>. A singleton; thread-safe.
/// </summary>
public interface IToolSource
{
    /// <summary>
    /// Adds the tools of a configuration. Called at every load, also when the configuration is only being checked: read options
    /// through the context, add every mistake to its errors, change nothing outside.
    /// </summary>
    /// <param name="context">The configuration, and where tools and mistakes go.</param>
    void AddTools(IToolSourceContext context);
}
