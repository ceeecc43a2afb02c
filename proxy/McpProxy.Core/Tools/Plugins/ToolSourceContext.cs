using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.Plugins;

/// <summary>Collects and compiles what the sources of one load add.</summary>
internal sealed class ToolSourceContext(
    McpConfig mcp, RoutedRequestCompiler requests, ICandidateConfiguration configuration, IServiceProvider services, Corridor corridor, IToolInvoker invoker, ConfigErrors errors) : IToolSourceContext
{
    private readonly List<ToolBinding> _tools = [];
    private readonly List<ToolBinding> _calls = [];
    private readonly Dictionary<string, string> _pathsByName = new(StringComparer.OrdinalIgnoreCase);

    // What callers may send on is for upstreams; a plugin's tool has the whole request of the caller.
    private readonly McpConfig _withoutForwarding = mcp with { ForwardHeaders = [] };

    public ICandidateConfiguration Configuration => configuration;

    public IServiceProvider Services => services;

    public ConfigErrors Errors => errors;

    public void AddTool(PluginTool tool, string path)
    {
        ArgumentNullException.ThrowIfNull(tool);
        if (mcp.Tools.FirstOrDefault(t => t.Key.Equals(tool.Name, StringComparison.OrdinalIgnoreCase)) is { Key: { } taken } configured)
        {
            if (configured.Value.Enabled)
            {
                errors.Add(ToolErrorCodes.DuplicateTool, $"Mcp:Tools:{taken}", $"{path} brings a tool '{tool.Name}' too.", "Rename yours. With \"Enabled\": false and nothing else it hides the other one.");
            }

            return;
        }

        if (!_pathsByName.TryAdd(tool.Name, path))
        {
            errors.Add(ToolErrorCodes.DuplicateTool, path, $"The tool '{tool.Name}' comes from {_pathsByName[tool.Name]} too.", "Give one of them a prefix, if it has such a key.");
            return;
        }

        if (PluginToolCompilation.Compile(tool, path, _withoutForwarding, errors) is { } binding)
        {
            binding.Endpoint = new PluginToolRunner(tool, corridor).Endpoint;
            _tools.Add(binding);
        }
    }

    public IRouteCall? AddRoute(RouteReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var mistakes = new ConfigErrors();
        var request = new RoutedRequest(reference.Name, reference.Path, reference.Route, reference.Request, reference.Timeout, reference.MaxBytes);
        var variables = RouteParameters.Parse(reference.Parameters);
        var call = requests.WithErrors(mistakes).Compile(request, variables, sendAll: true);
        foreach (var mistake in mistakes)
        {
            // The operator wrote one key only: the one that names the route.
            errors.Add(mistake with { Path = reference.Path });
        }

        if (call is null)
        {
            return null;
        }

        _calls.Add(call);
        return new RouteCall(call, invoker, corridor);
    }

    public PluginTools ToTools() => new([.. _tools], [.. _pathsByName.Keys], [.. _calls]);
}
