using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What is kept of JSON answers. Paths to values are written <c>$.items[*].name</c>, <c>$..columns</c> or <c>$['odd name']</c>; <c>$.</c> may be left out.</summary>
public abstract record AnswerLimitsConfig
{
    /// <summary>Keeps only these members, as dotted paths; arrays on the way are walked: <c>items.name</c>, <c>['odd name']</c>. Default: everything.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Elements kept of every array that neither <c>Arrays</c> nor <c>ItemsAtLevel</c> says otherwise for, 0 or more. Default: all.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxItems { get; init; }

    /// <summary>Elements kept of arrays by how many arrays they are nested in: the first number is for arrays in no other array, the second for arrays in one. Default none.</summary>
    public IReadOnlyList<int> ItemsAtLevel { get; init; } = [];

    /// <summary>Elements kept of single arrays, by path. Default none.</summary>
    public IReadOnlyDictionary<string, int> Arrays { get; init; } = new Dictionary<string, int>();

    /// <summary>Elements kept in all arrays together, 0 or more. Default: all.</summary>
    [Range(0, 1_000_000_000_000)]
    public long? MaxTotalItems { get; init; }

    /// <summary>Bytes kept of every string that <c>Strings</c> does not name, as it stands in the JSON text, 0 or more. It is cut between characters. Default: all.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxStringBytes { get; init; }

    /// <summary>Bytes kept of single strings, by path. Default none.</summary>
    public IReadOnlyDictionary<string, int> Strings { get; init; } = new Dictionary<string, int>();

    /// <summary>Arrays and objects nested deeper are emptied, 1 to 512; the root is at 1. Default: none is.</summary>
    [Range(1, 512)]
    public int? MaxDepth { get; init; }

    /// <summary>Tokens of a language model that the whole answer may take, without the note, 32 or more, estimated as one for every three bytes. Arrays end with their last element that fits. Default: no limit.</summary>
    [Range(32, 300_000_000_000)]
    public long? MaxTokens { get; init; }

    /// <summary>Paths to members that are left out. Default none.</summary>
    public IReadOnlyList<string> Omit { get; init; } = [];

    /// <summary>Paths to members that lead to the next page, e.g. <c>$.nextToken</c>: they are withheld when a list was cut, because its cut elements would be skipped. Default none.</summary>
    public IReadOnlyList<string> Cursors { get; init; } = [];

    /// <summary>Paths to members that are written as <c>""</c> when they are null. Default none.</summary>
    public IReadOnlyList<string> NullAsEmpty { get; init; } = [];

    /// <summary>Members that are added to objects that lack them, by path: <c>$..s3BucketRegion</c>. At most 32. Default none.</summary>
    public IReadOnlyDictionary<string, AddedMemberConfig> AddWhenMissing { get; init; } = new Dictionary<string, AddedMemberConfig>();

    /// <summary>Whether the answer says what was cut: <c>truncated</c>, <c>original_count</c>, <c>returned_count</c> and <c>_truncation</c> in a root object, or in one around another root. Default on.</summary>
    public bool Note { get; init; } = true;

    /// <summary>Whether what is left out is counted. Off, reading stops as soon as nothing more can be kept. Default on.</summary>
    public bool Count { get; init; } = true;

    /// <summary>How strictly what is left out is checked; what is kept always is. Default <c>Structure</c>.</summary>
    public TruncateCheck Check { get; init; } = TruncateCheck.Structure;

    /// <summary>What becomes of an answer that is not valid JSON. Default <c>Error</c>.</summary>
    public MalformedJson Malformed { get; init; } = MalformedJson.Error;

    /// <summary>How callers get what was cut: <c>Artifact</c> keeps the whole answer for a while, see <c>McpProxy:Artifacts</c>; <c>Paging</c> reads the list on from there. Default <c>None</c>.</summary>
    public ContinuationKind Continuation { get; init; } = ContinuationKind.None;

    /// <summary>How the list is read on, where <c>Continuation</c> is <c>Paging</c>.</summary>
    public PagingConfig Paging { get; init; } = new();
}
