using System.Buffers;
using McpProxy.Configuration;
using McpProxy.Prompts;
using McpProxy.Tools.Resources;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles the toolsets over what exists.</summary>
internal static class ToolsetCompiler
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static Toolset Compile(string name, ToolsetConfig config, McpConfig mcp, IReadOnlyCollection<string> toolNames, IReadOnlyList<ToolBinding> tools, IReadOnlyList<PromptBinding> prompts, IReadOnlyList<ResourceBinding> resources, ConfigErrors errors)
    {
        var path = $"Mcp:Toolsets:{name}";
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || name.Length > 64)
        {
            errors.Add(ToolErrorCodes.IllegalToolsetName, path, $"'{name}' is not a toolset name.", "Use up to 64 letters, digits, '_' and '-': the name is a segment of the URL.");
        }

        // Names of configured tools, not of compiled ones: a tool with mistakes must not cause a second error here.
        CheckPatterns(config.Include, $"{path}:Include", toolNames, "tool", errors);
        CheckPatterns(config.Exclude, $"{path}:Exclude", toolNames, "tool", errors);
        CheckPatterns(config.Prompts, $"{path}:Prompts", mcp.Prompts.Keys, "prompt", errors);
        CheckPatterns(config.Resources, $"{path}:Resources", mcp.Resources.Keys, "resource", errors);
        var selected = tools.Where(t => IsAny(config.Include, t.Name) && !IsAny(config.Exclude, t.Name));
        return new Toolset(name, config.Instructions ?? mcp.Instructions, selected, prompts.Where(p => IsAny(config.Prompts, p.Name)))
        {
            Policy = string.IsNullOrEmpty(config.Authorization) ? null : config.Authorization,
            Resources = new ResourceSet(resources.Where(r => IsAny(config.Resources, r.Name))),
        };
    }

    private static bool IsAny(IReadOnlyList<string> patterns, string name) => patterns.Any(p => NamePattern.Matches(p, name));

    private static void CheckPatterns(IReadOnlyList<string> patterns, string path, IEnumerable<string> names, string noun, ConfigErrors errors)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            var pattern = patterns[i];
            if (pattern == "*" || names.Any(n => NamePattern.Matches(pattern, n)))
            {
                continue;
            }

            var near = NearestName.Find(pattern, names);
            errors.Add(ToolErrorCodes.PatternMatchesNothing, $"{path}:{i}", $"'{pattern}' matches no {noun}.", near is null ? "" : $"Did you mean '{near}'?");
        }
    }
}
