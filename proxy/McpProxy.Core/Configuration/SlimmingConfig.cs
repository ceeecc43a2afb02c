using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>
/// What clients are spared of long schemas and descriptions. Calls are checked against the whole schema in any case, so what is left out is still held to;
/// what is shown takes everything that the whole schema takes.
/// </summary>
public sealed record SlimmingConfig
{
    /// <summary>Whether tools are slimmed; each can decide for itself (<see cref="ToolConfig.Slim"/>). Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>
    /// Arguments that the proxy supplies itself, by their names or by those of their headers, e.g. <c>Amazon-Advertising-API-ClientId</c>: they are not shown, and callers
    /// need not give them. Upper and lower case are the same. Default none.
    /// </summary>
    public IReadOnlyList<string> Supplied { get; init; } = [];

    /// <summary>Whether arguments are not shown, and need not be given, that become headers which transforms of the route set or remove, so that they would not arrive. Default true.</summary>
    public bool RouteHeaders { get; init; } = true;

    /// <summary>Whether optional arguments are not shown that are deprecated, by the keyword or because their description begins with that. Who gives one is heard. Default true.</summary>
    public bool Deprecated { get; init; } = true;

    /// <summary>Whether <c>title</c>, <c>example</c>, <c>examples</c>, <c>xml</c>, <c>externalDocs</c>, <c>$comment</c> and <c>x-*</c> keywords of schemas are left out, descriptions that only repeat the name of their member, and titles of tools that their description begins with. Default true.</summary>
    public bool Annotations { get; init; } = true;

    /// <summary>Whether definitions that nothing refers to are left out. Default true.</summary>
    public bool UnusedDefinitions { get; init; } = true;

    /// <summary>Longest description of an argument, in characters, 20 or more, and half of that for what is nested in it; line breaks become spaces, and longer ones end with a sentence, or at a word. 0 leaves them. Default 160.</summary>
    [Range(0, 100_000)]
    public int MaxDescription { get; init; } = 160;

    /// <summary>Longest description of a tool, in characters; longer ones end with a sentence, or at a word. 0 leaves them. Default 600.</summary>
    [Range(0, 100_000)]
    public int MaxToolDescription { get; init; } = 600;

    /// <summary>Most values of an <c>enum</c>; a longer one is summed up in the description. 0 leaves them. Default 12.</summary>
    [Range(0, 100_000)]
    public int MaxEnum { get; init; } = 12;

    /// <summary>Most branches of a nested <c>oneOf</c> or <c>anyOf</c>; a longer one is summed up in the description. Those of the arguments themselves stay. 0 leaves them. Default 10.</summary>
    [Range(0, 100_000)]
    public int MaxUnion { get; init; } = 10;

    /// <summary>Largest definition, in bytes of JSON; of a larger one the members are shown without their own. 0 leaves them. Default 1500.</summary>
    [Range(0, 10_000_000)]
    public int MaxDefinitionBytes { get; init; } = 1500;
}
