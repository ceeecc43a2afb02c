using System.Text;
using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Schema;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Testing;

/// <summary>Tools compiled from a few words, on a route that takes everything.</summary>
internal static class SomeTool
{
    public static RouteConfig Route(string path = "/{**rest}", params string[] methods) => new()
    {
        RouteId = "all",
        ClusterId = "upstream",
        Match = new RouteMatch { Path = path, Methods = methods.Length == 0 ? null : methods },
    };

    /// <summary>Compiles one tool; fails when the configuration has a mistake.</summary>
    public static ToolBinding With(string request, params (string Name, ParameterConfig Config)[] parameters) =>
        From(new ToolConfig { Route = "all", Request = request, Parameters = parameters.ToDictionary(p => p.Name, p => p.Config) });

    public static ToolBinding From(ToolConfig tool)
    {
        var (catalog, errors) = Compile(new McpConfig { Tools = new Dictionary<string, ToolConfig> { ["some_tool"] = tool } });
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', errors));
        }

        return catalog.All.Tools[0];
    }

    public static (Catalog Catalog, IReadOnlyList<ConfigError> Errors) Compile(McpConfig config, params RouteConfig[] routes)
    {
        var errors = new ConfigErrors();
        var catalog = ToolCompiler.Compile(config, routes.Length == 0 ? [Route()] : routes, errors);
        return (catalog, [.. errors]);
    }

    /// <summary>Binds JSON arguments; the request is the caller's to dispose.</summary>
    public static (BoundRequest Request, BindingProblem? Problem) Bind(ToolBinding tool, string arguments)
    {
        var request = new BoundRequest();
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(arguments), 64);
        return (request, RequestBinder.Bind(tool.Request, tape, request));
    }
}
