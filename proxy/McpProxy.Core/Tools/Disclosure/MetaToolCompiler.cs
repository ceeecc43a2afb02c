using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.Disclosure;

/// <summary>Makes the tools that lead to other tools. Their words are few, as every client of the endpoint pays for them.</summary>
internal sealed class MetaToolCompiler(McpConfig mcp)
{
    /// <summary>Longest search, in characters.</summary>
    public const int MaxQuery = 500;

    /// <summary>Longest regular expression, in characters.</summary>
    public const int MaxPattern = 200;

    /// <summary>Most tools that one search returns.</summary>
    public const int MaxHits = 50;

    /// <summary>Tools that a search returns if it does not say how many.</summary>
    public const int UsualHits = 10;

    /// <summary>Groups, and tools, that can be enabled at once.</summary>
    public const int MaxEnabled = 64;

    private readonly DisclosureConfig _names = mcp.Disclosure;

    /// <summary>The tools of a mode, with where their names stand in the configuration.</summary>
    public IEnumerable<(MetaToolKind Kind, string Name, string Path)> Of(DisclosureMode mode) => mode switch
    {
        DisclosureMode.Search =>
        [
            (MetaToolKind.Search, _names.SearchTool, "Mcp:Disclosure:SearchTool"),
            (MetaToolKind.Schema, _names.SchemaTool, "Mcp:Disclosure:SchemaTool"),
            (MetaToolKind.Call, _names.CallTool, "Mcp:Disclosure:CallTool"),
        ],
        DisclosureMode.Groups =>
        [
            (MetaToolKind.ListGroups, _names.GroupsTool, "Mcp:Disclosure:GroupsTool"),
            (MetaToolKind.Enable, _names.EnableTool, "Mcp:Disclosure:EnableTool"),
        ],
        _ => [],
    };

    /// <summary>Makes one.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="name">Its name, which is legal.</param>
    /// <param name="path">Where that stands in the configuration.</param>
    /// <param name="tools">The tools it leads to.</param>
    /// <param name="hasGroups">Whether they have groups.</param>
    /// <param name="errors">Collects what a name can be wrong about.</param>
    public ToolBinding? Make(MetaToolKind kind, string name, string path, IReadOnlyCollection<ToolBinding> tools, bool hasGroups, ConfigErrors errors) => kind switch
    {
        MetaToolKind.Search => Make(kind, name, path, errors, reads: true, $"Search the {tools.Count} tools of this server, best match first. Then {_names.SchemaTool} shows how to call one.", Search(hasGroups)),
        MetaToolKind.Schema => Make(kind, name, path, errors, reads: true, $"Show a tool with its input schema, to call it with {_names.CallTool}.", Schema(tools.Any(t => t.Definition.Full is not null))),
        MetaToolKind.Call => Make(kind, name, path, errors, reads: false, $"Call a tool found with {_names.SearchTool}.", new()
        {
            ["name"] = Name,
            ["arguments"] = new() { Type = "object", Description = $"As {_names.SchemaTool} describes them." },
        }),
        MetaToolKind.ListGroups => Make(kind, name, path, errors, reads: true, $"List the groups of tools of this server, {tools.Count} tools in all, and which of them are enabled.", new() { ["context"] = Handle }),
        _ => Make(kind, name, path, errors, reads: false, $"Add tools to the list of tools, or remove them, by group (see {_names.GroupsTool}) or by name.", Enable()),
    };

    private static ParameterConfig Name { get; } = new() { Type = "string!" };

    private static ParameterConfig Handle { get; } = new() { In = ParameterLocation.Context, Description = "Handle of an earlier answer, for clients without a session." };

    private static Dictionary<string, ParameterConfig> Search(bool hasGroups)
    {
        var parameters = new Dictionary<string, ParameterConfig>
        {
            ["query"] = new() { Type = "string", Description = "Words of what is to be done.", MaxLength = MaxQuery },
            ["regex"] = new() { Type = "string", Description = "Only tools whose name or description matches.", MaxLength = MaxPattern },
        };
        if (hasGroups)
        {
            parameters["group"] = new ParameterConfig { Type = "string" };
        }

        parameters["limit"] = new ParameterConfig { Type = "integer", Minimum = 1, Maximum = MaxHits, Default = JsonSerializer.SerializeToElement(UsualHits) };
        return parameters;
    }

    private static Dictionary<string, ParameterConfig> Schema(bool isShortened)
    {
        var parameters = new Dictionary<string, ParameterConfig> { ["name"] = Name };
        if (isShortened)
        {
            parameters["full"] = new ParameterConfig { Type = "boolean", Description = "Nothing shortened." };
        }

        return parameters;
    }

    private static Dictionary<string, ParameterConfig> Enable() => new()
    {
        ["groups"] = new() { Type = "string[]", MaxItems = MaxEnabled },
        ["tools"] = new() { Type = "string[]", MaxItems = MaxEnabled },
        ["enable"] = new() { Type = "boolean", Default = JsonSerializer.SerializeToElement(true) },
        ["context"] = Handle,
    };

    private ToolBinding? Make(MetaToolKind kind, string name, string path, ConfigErrors errors, bool reads, string description, Dictionary<string, ParameterConfig> parameters)
    {
        var config = new ToolConfig
        {
            Request = "POST /",
            Description = description,
            Parameters = parameters,
            Annotations = new AnnotationsConfig { ReadOnly = reads, OpenWorld = kind == MetaToolKind.Call },
        };
        return new ToolCompilation(name, config, path, mcp with { ForwardHeaders = [] }, errors).CompileMeta(kind);
    }
}
