namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>One rule of <c>X.transform.json</c> or of an overlay. Immutable.</summary>
/// <param name="Match">The operations it is for.</param>
/// <param name="Notes">Where what is strange in it goes.</param>
internal sealed record TransformRule(RuleMatch Match, SidecarNotes Notes)
{
    /// <summary>The only arguments that are shown; null for all.</summary>
    public IReadOnlyList<string>? Expose { get; init; }

    /// <summary>Other names of arguments.</summary>
    public IReadOnlyList<ArgumentAlias> Aliases { get; init; } = [];

    /// <summary>What is mended in all arguments that it fits, in the words of the file.</summary>
    public IReadOnlyList<string> Coerce { get; init; } = [];

    /// <summary>Whether a body may be given as text.</summary>
    public bool ParsesPayload { get; init; }

    /// <summary>Arguments that have a time before the call as their default, with the number of days.</summary>
    public IReadOnlyList<(string Argument, int DaysAgo)> RelativeTimes { get; init; } = [];

    /// <summary>Lists of arguments, of each of which one must be given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RequireAnyOf { get; init; } = [];

    /// <summary>Members of answers that are kept.</summary>
    public IReadOnlyList<string> Projection { get; init; } = [];

    /// <summary>Members of answers that the view <c>summary</c> keeps.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>Elements kept of lists.</summary>
    public int? SampleCount { get; init; }

    /// <summary>Bytes beyond which an answer is kept as an artifact.</summary>
    public int? ArtifactThreshold { get; init; }

    /// <summary>The argument with the cursor of the next page.</summary>
    public string? CursorArgument { get; init; }

    /// <summary>The member of answers with it.</summary>
    public string? CursorMember { get; init; }

    /// <summary>The argument with the size of pages.</summary>
    public string? LimitArgument { get; init; }

    /// <summary>Its default.</summary>
    public int? DefaultLimit { get; init; }
}
