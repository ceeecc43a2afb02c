using McpProxy.Plugins.OpenApi.Arguments;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>An operation as a tool, before it is written down.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Server">Where it is sent.</param>
/// <param name="Request">Method, path and fixed query, as a tool has them.</param>
/// <param name="Pattern">The path as a route matches it, without the fixed query.</param>
/// <param name="Arguments">Its arguments, named.</param>
/// <param name="Definitions">The shared schemas of theirs.</param>
internal sealed record ToolDraft(
    ApiOperation Operation, ServerPlace Server, string Request, string Pattern, IReadOnlyList<Argument> Arguments, IReadOnlyList<(string Name, byte[] Json)> Definitions)
{
    /// <summary>Media type of its body; null where it follows from the arguments.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether no body is sent when no argument of it is given.</summary>
    public bool OptionalBody { get; init; }

    /// <summary>Media types of its body, first the one for callers that name none of their own; empty where any name will do.</summary>
    public IReadOnlyList<string> Consumes { get; init; } = [];

    /// <summary>The media types it answers with, <c>*/*</c> for unknown ones; empty when none need be asked for.</summary>
    public IReadOnlyList<string> Produces { get; init; } = [];

    /// <summary>The media type to ask for where nobody negotiates: the only one.</summary>
    public string? Accept => Produces is [var only] ? only : null;

    /// <summary>Lists of arguments, of each of which one must be given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RequireAnyOf { get; init; } = [];

    /// <summary>What is kept of its answers; null for all.</summary>
    public AnswerDraft? Answer { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>What was done that one would not expect. One sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
