using System.Collections.Immutable;
using McpProxy.Configuration;
using McpProxy.Tools;

namespace McpProxy.Prompts;

/// <summary>A prompt compiled from its configuration: what clients see of it, and how it is rendered. Immutable.</summary>
internal sealed class PromptBinding
{
    public required string Name { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The policy that callers must meet beside those of its routes; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>The required ones first, then by name.</summary>
    public required ImmutableArray<PromptArgument> Arguments { get; init; }

    public ImmutableArray<IconConfig> Icons { get; init; } = [];

    /// <summary>Its messages; empty when an upstream renders it.</summary>
    public ImmutableArray<PromptMessage> Messages { get; init; } = [];

    /// <summary>The request that renders it; null when it has messages.</summary>
    public ToolBinding? Rendering { get; init; }

    /// <summary>Every request that it can send down the corridor, completions included.</summary>
    public IEnumerable<ToolBinding> Calls => Rendered.Concat(Arguments.Select(a => a.Completion?.Call).OfType<ToolBinding>());

    /// <summary>The requests that render it.</summary>
    public IEnumerable<ToolBinding> Rendered => Messages.Select(m => m.Content.Call).Append(Rendering).OfType<ToolBinding>();

    /// <summary>Position of an argument in <see cref="Arguments"/>, or -1.</summary>
    public int IndexOf(string argument)
    {
        for (var i = 0; i < Arguments.Length; i++)
        {
            if (Arguments[i].Name == argument)
            {
                return i;
            }
        }

        return -1;
    }
}
