using McpProxy.Configuration;
using McpProxy.Tools.Compilation;

namespace McpProxy.Prompts.Compilation;

/// <summary>Compiles <c>Mcp:Prompts</c>.</summary>
internal static class PromptCompiler
{
    /// <summary>Compiles every enabled prompt. Mistakes are added to the errors; a prompt with mistakes is left out.</summary>
    /// <param name="config">The section around them.</param>
    /// <param name="requests">Compiles their requests.</param>
    /// <param name="folderOf">The folder that a relative file name at a configuration path is relative to.</param>
    /// <param name="errors">Collects every mistake.</param>
    public static List<PromptBinding> Compile(McpConfig config, RoutedRequestCompiler requests, Func<string, string> folderOf, ConfigErrors errors)
    {
        var prompts = new List<PromptBinding>();
        foreach (var (name, prompt) in config.Prompts)
        {
            if (prompt.Enabled && new PromptCompilation(name, prompt, config.Limits, requests, folderOf, errors).Compile() is { } binding)
            {
                prompts.Add(binding);
            }
        }

        return prompts;
    }
}
