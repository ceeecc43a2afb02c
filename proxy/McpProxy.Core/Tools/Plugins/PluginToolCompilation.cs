using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.Plugins;

/// <summary>Compiles a plugin's tool as if it had been configured, but for the route: its request goes to the plugin.</summary>
internal static class PluginToolCompilation
{
    /// <summary>Arguments travel as the JSON body of this request.</summary>
    private const string Request = "POST /";

    public static ToolBinding? Compile(PluginTool tool, string path, McpConfig mcp, ConfigErrors errors)
    {
        var config = new ToolConfig
        {
            Request = Request,
            Title = tool.Title,
            Description = tool.Description,
            Authorization = tool.Authorization,
            Parameters = tool.InputSchema is null || tool.Parameters.Count > 0 ? tool.Parameters.ToDictionary(p => p.Name, ToConfig, StringComparer.Ordinal) : null,
            InputSchema = Parse(tool.InputSchema, ToolErrorCodes.InvalidInputSchema, tool, path, errors),
            OutputSchema = Parse(tool.OutputSchema, ToolErrorCodes.InvalidOutputSchema, tool, path, errors),
            Annotations = new AnnotationsConfig
            {
                ReadOnly = tool.IsReadOnly,
                Idempotent = tool.IsIdempotent ?? tool.IsReadOnly,
                Destructive = tool.IsDestructive,
                OpenWorld = tool.IsOpenWorld,
            },
            Timeout = tool.Timeout,
        };
        var mistakes = new ConfigErrors();
        var binding = new ToolCompilation(tool.Name, config, path, mcp, mistakes).CompileWithoutRoute();
        foreach (var mistake in mistakes)
        {
            // The operator wrote no such keys; the plugin did.
            errors.Add(mistake with { Path = path, Message = $"The tool '{tool.Name}': {mistake.Message}" });
        }

        return binding;
    }

    private static ParameterConfig ToConfig(ToolParameter parameter) => new()
    {
        Type = parameter.Type,
        Description = parameter.Description,
        Enum = parameter.AllowedValues is { } values ? JsonSerializer.SerializeToElement(values) : null,
        Default = parameter.Default,
        Minimum = parameter.Minimum,
        Maximum = parameter.Maximum,
        MaxLength = parameter.MaxLength,
    };

    private static JsonElement? Parse(string? schema, string code, PluginTool tool, string path, ConfigErrors errors)
    {
        if (schema is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(schema);
        }
        catch (JsonException e)
        {
            errors.Add(code, path, $"The tool '{tool.Name}': its schema is not JSON: {e.Message}");
            return null;
        }
    }
}
