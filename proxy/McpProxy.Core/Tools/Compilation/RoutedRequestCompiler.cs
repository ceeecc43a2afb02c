using McpProxy.Configuration;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles requests that are not tools' into calls that run down the corridor like a tool's.</summary>
internal sealed class RoutedRequestCompiler(McpConfig mcp, IReadOnlyDictionary<string, RouteConfig> routes, IInlineConstraintResolver? constraints, ConfigErrors errors)
{
    /// <summary>The same compiler, whose mistakes go elsewhere.</summary>
    public RoutedRequestCompiler WithErrors(ConfigErrors others) => new(mcp, routes, constraints, others);

    /// <summary>Compiles one request; null after adding mistakes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="variables">What its variables may name, and how each is sent; only those that it names are sent.</param>
    /// <param name="sendAll">Whether the others are sent too, in the query or the body.</param>
    public ToolBinding? Compile(RoutedRequest request, IReadOnlyDictionary<string, ParameterConfig> variables, bool sendAll = false)
    {
        var before = errors.Count;
        if (string.IsNullOrEmpty(request.Route))
        {
            errors.Add(ToolErrorCodes.RouteMissing, $"{request.Path}:Route", "No route is named.", "Set 'Route' to a key of ReverseProxy:Routes.");
        }

        if (string.IsNullOrEmpty(request.Request))
        {
            errors.Add(ToolErrorCodes.MalformedRequest, $"{request.Path}:Request", "The request is missing.", "Write it as 'METHOD /path/{variable}?name={variable}'.");
        }

        if (errors.Count > before)
        {
            return null;
        }

        var named = RequestVariables.Split(request.Request!, $"{request.Path}:Request", errors);
        var tool = new ToolConfig
        {
            Route = request.Route!,
            Request = named.Request,
            Description = request.Name,
            Parameters = Parameters(named, variables, sendAll, $"{request.Path}:Request"),
            ContextArguments = false,
            Timeout = request.Timeout,
            Response = new ResponseConfig { MaxBytes = request.MaxBytes },
        };
        var binding = new ToolCompilation(request.Name, tool, request.Path, mcp, errors).Compile(routes, constraints);
        return errors.Count > before ? null : binding;
    }

    private Dictionary<string, ParameterConfig> Parameters(RequestVariables named, IReadOnlyDictionary<string, ParameterConfig> variables, bool sendAll, string path)
    {
        var parameters = new Dictionary<string, ParameterConfig>(StringComparer.Ordinal);
        foreach (var name in named.InPath)
        {
            var variable = Find(name, variables, path);
            if (variable is { Required: false, Default: null })
            {
                errors.Add(ToolErrorCodes.OptionalPathVariable, path, $"The path variable '{name}' is optional and has no default.", "Make it required or give it a default: a path cannot have a hole.");
            }

            parameters[name] = (variable ?? new ParameterConfig()) with { In = ParameterLocation.Path, Required = true };
        }

        foreach (var (name, wireName) in named.InQuery)
        {
            var variable = (Find(name, variables, path) ?? new ParameterConfig()) with { In = ParameterLocation.Query, As = wireName == name ? null : wireName };
            if (!parameters.TryAdd(name, variable))
            {
                errors.Add(ToolErrorCodes.DuplicatePathVariable, path, $"The request uses the variable '{name}' twice.", "A value goes to one place.");
            }
        }

        foreach (var (name, variable) in sendAll ? variables : new Dictionary<string, ParameterConfig>())
        {
            parameters.TryAdd(name, variable);
        }

        return parameters;
    }

    private ParameterConfig? Find(string name, IReadOnlyDictionary<string, ParameterConfig> variables, string path)
    {
        if (variables.FirstOrDefault(v => v.Key == name).Value is { } variable)
        {
            return variable;
        }

        var near = NearestName.Find(name, variables.Keys);
        errors.Add(ToolErrorCodes.UndeclaredPathVariable, path, $"The variable '{name}' is not declared.", near is null ? $"Declare it: \"{name}\": \"string!\"." : $"Did you mean '{near}'?");
        return null;
    }
}
