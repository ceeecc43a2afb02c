using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Resources;
using McpProxy.Tools.Resources.Templates;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Shaping.Continuation;

/// <summary>What clients of MCP read artifacts by: a tool, and a template of resources. Compiled like configured ones.</summary>
internal sealed class ArtifactEntries(ICandidateConfiguration configuration, ArtifactEndpoint endpoint)
{
    private const string Path = "McpProxy:Artifacts";
    private const string ToolPath = $"{Path}:Tool";

    /// <summary>Makes the test whether the whole of a route's answers can be kept.</summary>
    public bool Keeps(RouteConfig route) => LimitsOf(route).Any(l => l.Continuation == ContinuationKind.Artifact);

    /// <summary>How lists of a route's answers are read on; null when they are not.</summary>
    public PagingRules? PagingOf(RouteConfig route) => LimitsOf(route).Select(PagingRules.Of).FirstOrDefault(p => p is not null);

    /// <summary>Compiles the tool; null when there is to be none, or it has mistakes.</summary>
    public ToolBinding? CompileTool(McpConfig mcp, IEnumerable<string> names, ConfigErrors errors)
    {
        var name = configuration.Bind<ArtifactsConfig>(Path, []).Tool;
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            errors.Add(ToolErrorCodes.DuplicateTool, ToolPath, $"There is a tool '{taken}' already.", "Give the one that reads artifacts another name, or \"\" for none.");
            return null;
        }

        return Compile(name, ToolPath, mcp, ResponseKind.Auto, errors);
    }

    /// <summary>Compiles the template; null when it has mistakes.</summary>
    public ResourceBinding? CompileResource(McpConfig mcp, ConfigErrors errors)
    {
        if (Compile("artifacts", Path, mcp, ResponseKind.Resource, errors) is not { } call)
        {
            return null;
        }

        var template = UriTemplate.Parse(ArtifactAddress.Template, out _)!; // a constant
        return new ResourceBinding
        {
            Definition = new ResourceDefinition { Name = "artifacts", Uri = ArtifactAddress.Template, IsTemplate = true, Title = "Whole answers", Description = Description },
            Template = template,
            Matcher = new UriTemplateMatcher(template, Parameters.ToDictionary(p => p.Key, p => ResourceChecks.KindOf(p.Value) ?? default, StringComparer.Ordinal)),
            Call = call,
            DependsOnCaller = true,
        };
    }

    private IEnumerable<AnswerLimitsConfig> LimitsOf(RouteConfig route)
    {
        foreach (var transform in route.Transforms ?? [])
        {
            if (transform.TryGetValue("Truncate", out var name) && !string.IsNullOrEmpty(name))
            {
                var options = configuration.Bind<TruncateConfig>($"McpProxy:Truncate:{name}", []); // mistakes in it are reported elsewhere
                foreach (var limits in options.Paths.Values.Prepend<AnswerLimitsConfig>(options))
                {
                    yield return limits;
                }
            }
        }
    }

    private static string Description =>
        "Reads the whole of an answer that was shortened, in parts: the elements of one of its lists (pointer, offset, limit), one value (pointer), or bytes (range).";

    private static Dictionary<string, ParameterConfig> Parameters { get; } = new(StringComparer.Ordinal)
    {
        [ArtifactQuestion.IdName] = new ParameterConfig { Type = "string", Required = true, MaxLength = 256, Description = "The artifact: the resource that the shortened answer names." },
        ["pointer"] = new ParameterConfig { Type = "string", MaxLength = 4096, Description = "JSON pointer to a value, e.g. /workflows or /workflows/9." },
        ["offset"] = new ParameterConfig { Type = "integer", Minimum = 0, Description = "Of the array at the pointer: the first element, from 0." },
        ["limit"] = new ParameterConfig { Type = "integer", Minimum = 1, Description = "Of the array at the pointer: how many elements at most. Fewer come when they do not fit; next_offset says where to go on." },
        ["range"] = new ParameterConfig { Type = "string", MaxLength = 64, Description = "Bytes of the whole text, e.g. 0-65535. Not with the others." },
    };

    private ToolBinding? Compile(string name, string path, McpConfig mcp, ResponseKind kind, ConfigErrors errors)
    {
        var config = new ToolConfig
        {
            Request = "GET /",
            Title = "Read a whole answer",
            Description = Description,
            Parameters = Parameters,
            Annotations = new AnnotationsConfig { ReadOnly = true, Idempotent = true, Destructive = false, OpenWorld = false },
            // Elements of a window end at MaxReadBytes; a few bytes stand around them.
            Response = new ResponseConfig { As = kind, MaxBytes = 8 << 20 },
        };
        if (new ToolCompilation(name, config, path, mcp with { ForwardHeaders = [] }, errors).CompileWithoutRoute() is not { } binding)
        {
            return null;
        }

        binding.ReadsArtifacts = true;
        binding.Endpoint = endpoint.Endpoint;
        return binding;
    }
}
