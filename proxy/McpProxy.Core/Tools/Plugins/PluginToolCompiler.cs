using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.Plugins;

/// <summary>Asks plugins for the tools of a configuration, and compiles them like configured ones.</summary>
internal sealed class PluginToolCompiler(IEnumerable<IToolSource> sources, ICandidateConfiguration configuration, IServiceProvider services, Corridor corridor, IToolInvoker invoker)
{
    private readonly IToolSource[] _sources = [.. sources];

    /// <summary>Compiles them; mistakes are added to <paramref name="errors"/>, and tools with mistakes left out.</summary>
    /// <param name="mcp">The section of the same configuration.</param>
    /// <param name="requests">Compiles requests through its routes.</param>
    /// <param name="errors">Collects every mistake.</param>
    public PluginTools Compile(McpConfig mcp, RoutedRequestCompiler requests, ConfigErrors errors)
    {
        if (_sources.Length == 0)
        {
            return PluginTools.None;
        }

        var context = new ToolSourceContext(mcp, requests, configuration, services, corridor, invoker, errors);
        foreach (var source in _sources)
        {
            try
            {
                source.AddTools(context);
            }
            catch (Exception e)
            {
                // Foreign code: its fault is one more line of the report, not the end of it.
                errors.Add(ConfigErrorCodes.PluginFault, "McpProxy", $"{source.GetType().Name} failed to give its tools: {e.GetType().Name}: {e.Message}");
            }
        }

        return context.ToTools();
    }
}
