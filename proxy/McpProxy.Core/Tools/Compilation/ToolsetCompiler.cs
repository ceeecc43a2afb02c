using System.Buffers;
using McpProxy.Configuration;
using McpProxy.Prompts;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Resources;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles the toolsets over what exists.</summary>
internal static class ToolsetCompiler
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static Toolset Compile(string name, ToolsetConfig config, McpConfig mcp, IReadOnlyCollection<string> toolNames, IReadOnlyList<ToolBinding> tools, IReadOnlyList<PromptBinding> prompts, IReadOnlyList<ResourceBinding> resources, DisclosureCompiler disclosures, ConfigErrors errors)
    {
        var path = $"Mcp:Toolsets:{name}";
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || name.Length > 64)
        {
            errors.Add(ToolErrorCodes.IllegalToolsetName, path, $"'{name}' is not a toolset name.", "Use up to 64 letters, digits, '_' and '-': the name is a segment of the URL.");
        }

        // Names of configured tools, not of compiled ones: a tool with mistakes must not cause a second error here.
        NamePattern.Check(config.Include, $"{path}:Include", toolNames, "tool", errors);
        NamePattern.Check(config.Exclude, $"{path}:Exclude", toolNames, "tool", errors);
        NamePattern.Check(config.Prompts, $"{path}:Prompts", mcp.Prompts.Keys, "prompt", errors);
        NamePattern.Check(config.Resources, $"{path}:Resources", mcp.Resources.Keys, "resource", errors);
        List<ToolBinding> selected = [.. tools.Where(t => (t.ReadsArtifacts || NamePattern.MatchesAny(config.Include, t.Name)) && !NamePattern.MatchesAny(config.Exclude, t.Name))];
        List<ResourceBinding> read = [.. resources.Where(r => r.Call.ReadsArtifacts || NamePattern.MatchesAny(config.Resources, r.Name))];
        ArtifactReaders.RemoveIdle(selected, read);
        var disclosure = disclosures.Compile(config.Mode, config.AlwaysListed, path, selected);
        return new Toolset(name, config.Instructions ?? mcp.Instructions, selected, prompts.Where(p => NamePattern.MatchesAny(config.Prompts, p.Name)), disclosure)
        {
            Policy = string.IsNullOrEmpty(config.Authorization) ? null : config.Authorization,
            MaxTokens = config.MaxTokens,
            Resources = new ResourceSet(read),
        };
    }
}
