using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>A named selection of tools, served at <c>{Mcp:Path}/{name}</c>.</summary>
public sealed record ToolsetConfig
{
    /// <summary>Name patterns of the tools in it; <c>*</c> stands for any characters. Default: all tools.</summary>
    public IReadOnlyList<string> Include { get; init; } = ["*"];

    /// <summary>Name patterns of tools left out again. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>What <c>tools/list</c> shows of it: <c>All</c> (default), <c>Search</c> or <c>Groups</c>; see <see cref="DisclosureConfig.Mode"/>. What is not listed can be called all the same.</summary>
    public DisclosureMode Mode { get; init; } = DisclosureMode.All;

    /// <summary>Name patterns of tools that are listed in any mode; <c>*</c> stands for any characters. Default none.</summary>
    public IReadOnlyList<string> AlwaysListed { get; init; } = [];

    /// <summary>Name patterns of the prompts in it; <c>*</c> stands for any characters. Default none.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>Name patterns of the resources in it; <c>*</c> stands for any characters. Default none.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers of this endpoint must meet beside <c>Mcp:Authorization</c>. Default none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Tokens that a JSON answer of its tools may take, without the note on what was cut, 32 or more; of several limits the smallest counts. Default: no limit.</summary>
    [Range(32, 300_000_000_000)]
    public long? MaxTokens { get; init; }

    /// <summary>Instructions of this toolset; replaces <c>Mcp:Instructions</c>. Default: those.</summary>
    public string? Instructions { get; init; }
}
