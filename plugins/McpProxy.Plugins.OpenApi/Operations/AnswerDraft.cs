namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>What is kept of the answers of a tool, in the words of <c>Mcp:Tools:{name}:Response</c>.</summary>
internal sealed record AnswerDraft
{
    /// <summary>Everything.</summary>
    public static AnswerDraft All { get; } = new();

    /// <summary>Members that are kept; empty for all.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Members that the view <c>summary</c> keeps; empty for no views.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>Elements kept of every list; null for all.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Bytes that longer answers are cut to; null for no limit.</summary>
    public int? CutAtBytes { get; init; }

    /// <summary>The path of what leads to the next page, which is withheld when a list was cut; null for none.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether whole answers are kept for who wants the rest.</summary>
    public bool KeepsWhole { get; init; }

    /// <summary>The argument by which callers ask for smaller pages; null for none.</summary>
    public string? Limit { get; init; }

    /// <summary>Whether lists may be cut: only then are there cursors to withhold, and something to read on.</summary>
    public bool IsShortened => MaxItems is not null || CutAtBytes is not null;
}
