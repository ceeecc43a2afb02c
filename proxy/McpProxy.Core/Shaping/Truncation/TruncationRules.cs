using McpProxy.Shaping.Continuation;

namespace McpProxy.Shaping.Truncation;

/// <summary>What is kept of a JSON answer, compiled: immutable, shared by all answers of a route or tool.</summary>
internal sealed record TruncationRules
{
    /// <summary>No limit.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>An object notes two bits for each.</summary>
    public const int MaxAdded = 32;

    /// <summary>What is held back of an answer on its way.</summary>
    public const int DefaultMaxHeld = 1024 * 1024;

    /// <summary>Elements kept of every array that no more specific limit names.</summary>
    public int MaxItems { get; init; } = Unlimited;

    /// <summary>Elements kept of arrays by how many arrays are around them, themselves included; index 0 is level 1.</summary>
    public IReadOnlyList<int> ItemsAtLevel { get; init; } = [];

    /// <summary>Elements kept in all arrays together.</summary>
    public long MaxTotalItems { get; init; } = long.MaxValue;

    /// <summary>Bytes kept of each string that no path names, as they stand in the JSON text.</summary>
    public int MaxStringBytes { get; init; } = Unlimited;

    /// <summary>Arrays and objects nested deeper are emptied; 1 is the root.</summary>
    public int MaxDepth { get; init; } = Unlimited;

    /// <summary>Bytes of the answer, without the note on what was cut.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>The paths of the rules below.</summary>
    public JsonPathSet Paths { get; init; } = new([]);

    /// <summary>Elements kept of the arrays that paths lead to.</summary>
    public IReadOnlyList<(ulong End, int Limit)> Arrays { get; init; } = [];

    /// <summary>Bytes kept of the strings that paths lead to.</summary>
    public IReadOnlyList<(ulong End, int Limit)> Strings { get; init; } = [];

    /// <summary>The members that are kept; null for all.</summary>
    public JsonSelection? Selection { get; init; }

    /// <summary>Ends of paths to members that are left out.</summary>
    public ulong Omitted { get; init; }

    /// <summary>Ends of paths to cursors: members that are left out when elements of a list were cut.</summary>
    public ulong Cursors { get; init; }

    /// <summary>Ends of paths to members that are written as <c>""</c> when they are null.</summary>
    public ulong NullAsEmpty { get; init; }

    /// <summary>Members that are added to objects that lack them; at most <see cref="MaxAdded"/>.</summary>
    public IReadOnlyList<AddedMember> Added { get; init; } = [];

    /// <summary>The bits of the paths that say that members may have to be added.</summary>
    public ulong AddedBefore { get; init; }

    /// <summary>Whether the answer says what was cut.</summary>
    public bool Note { get; init; } = true;

    /// <summary>Whether what is skipped is counted; else reading stops as soon as nothing more can be kept.</summary>
    public bool Count { get; init; } = true;

    /// <summary>Whether what is skipped is checked as strictly as what is kept.</summary>
    public bool CheckSkipped { get; init; }

    /// <summary>Whether malformed JSON ends in a valid answer that says so, instead of an error.</summary>
    public bool KeepValidPart { get; init; }

    /// <summary>How lists are read on from where they were cut; null for not at all.</summary>
    public PagingRules? Paging { get; init; }

    /// <summary>Whether the whole answer is kept when something is cut.</summary>
    public bool KeepsWhole { get; init; }

    /// <summary>Bytes held back at most, while it is open whether they are to stay.</summary>
    public int MaxHeld { get; init; } = DefaultMaxHeld;

    /// <summary>Elements kept of an array.</summary>
    /// <param name="at">Where the paths stand at it.</param>
    /// <param name="level">How many arrays are around it, itself included.</param>
    public int ItemsOf(ulong at, int level)
    {
        if ((at & Paths.Ends) != 0 && TryFind(Arrays, at, out var limit))
        {
            return limit;
        }

        return level <= ItemsAtLevel.Count ? ItemsAtLevel[level - 1] : MaxItems;
    }

    /// <summary>Bytes kept of a string.</summary>
    /// <param name="at">Where the paths stand at it.</param>
    public int BytesOfString(ulong at) => (at & Paths.Ends) != 0 && TryFind(Strings, at, out var limit) ? limit : MaxStringBytes;

    private static bool TryFind(IReadOnlyList<(ulong End, int Limit)> rules, ulong at, out int limit)
    {
        limit = Unlimited;
        var found = false;
        for (var i = 0; i < rules.Count; i++)
        {
            if ((at & rules[i].End) != 0)
            {
                limit = Math.Min(limit, rules[i].Limit);
                found = true;
            }
        }

        return found;
    }
}
