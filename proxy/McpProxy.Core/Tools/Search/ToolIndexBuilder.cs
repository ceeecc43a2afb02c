using System.Runtime.InteropServices;

namespace McpProxy.Tools.Search;

/// <summary>
/// Builds a <see cref="ToolIndex"/> by BM25F: how often a term stands in the fields of a tool, each field weighed and measured against its usual length, with
/// diminishing returns, times how rare the term is among the tools. All of it is known at load, so that a search only adds numbers up.
/// </summary>
internal sealed class ToolIndexBuilder
{
    /// <summary>How soon further occurrences of a term stop counting (the usual value).</summary>
    private const float Saturation = 1.2f;

    /// <summary>How much a long field counts against its terms: less than usual, as long schemas are no fault of a tool.</summary>
    private const float LengthPenalty = 0.5f;

    /// <summary>Of longer descriptions only this much is searched, in characters.</summary>
    private const int MaxDescription = 4000;

    private static readonly int Fields = Enum.GetValues<SearchField>().Length;

    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<Dictionary<(int Term, SearchField Field), int>> _tools = [];
    private readonly List<int[]> _lengths = [];
    private readonly List<ToolSummary> _summaries = [];

    public ToolIndexBuilder() => _lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a tool. Equally good finds come in the order in which they were added.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="groups">Names and descriptions of its groups.</param>
    public void Add(ToolBinding tool, IEnumerable<string> groups)
    {
        var counts = new Dictionary<(int, SearchField), int>();
        var lengths = new int[Fields];
        AddName(tool.Name);
        AddText(tool.Definition.Title ?? "", SearchField.Title);
        AddText(tool.Definition.Whole.Description is { Length: > MaxDescription } text ? text[..MaxDescription] : tool.Definition.Whole.Description, SearchField.Description);
        foreach (var group in groups)
        {
            AddText(group, SearchField.Group);
        }

        _summaries.Add(ToolSummary.Of(tool, AddText));
        _tools.Add(counts);
        _lengths.Add(lengths);

        void AddName(string name)
        {
            Span<char> buffer = stackalloc char[TermReader.MaxLength];
            var reader = new TermReader(name, buffer);
            var before = "";
            while (reader.TryRead(out var term))
            {
                Count(term, SearchField.Name);
                if (before.Length > 0)
                {
                    Count(string.Concat(before, term), SearchField.NamePair);
                }

                before = term.ToString();
            }
        }

        void AddText(string text, SearchField field)
        {
            Span<char> buffer = stackalloc char[TermReader.MaxLength];
            var reader = new TermReader(text, buffer);
            while (reader.TryRead(out var term))
            {
                Count(term, field);
            }
        }

        void Count(ReadOnlySpan<char> term, SearchField field)
        {
            if (!_lookup.TryGetValue(term, out var number))
            {
                number = _terms.Count;
                _lookup[term] = number;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(counts, (number, field), out _)++;
            lengths[(int)field]++;
        }
    }

    public ToolIndex Build()
    {
        var usual = new float[Fields];
        for (var f = 0; f < Fields; f++)
        {
            usual[f] = Math.Max(1, _lengths.Sum(l => l[f]) / (float)Math.Max(1, _lengths.Count));
        }

        var postings = new List<Posting>?[_terms.Count];
        for (var tool = 0; tool < _tools.Count; tool++)
        {
            foreach (var (term, weight) in Weigh(tool, usual))
            {
                (postings[term] ??= []).Add(new Posting(tool, weight / (Saturation + weight)));
            }
        }

        var names = new string[_terms.Count];
        foreach (var (name, number) in _terms)
        {
            names[number] = name;
        }

        return new ToolIndex([.. _summaries], names, [.. postings.Select(p => WithRarity(p ?? []))]);
    }

    private Dictionary<int, float> Weigh(int tool, float[] usual)
    {
        var weights = new Dictionary<int, float>();
        foreach (var ((term, field), count) in _tools[tool])
        {
            var length = field == SearchField.NamePair ? 1 : 1 - LengthPenalty + (LengthPenalty * _lengths[tool][(int)field] / usual[(int)field]);
            CollectionsMarshal.GetValueRefOrAddDefault(weights, term, out _) += WeightOf(field) * count / length;
        }

        return weights;
    }

    private Posting[] WithRarity(List<Posting> postings)
    {
        var rarity = MathF.Log(1 + ((_tools.Count - postings.Count + 0.5f) / (postings.Count + 0.5f)));
        return [.. postings.Select(p => p with { Impact = p.Impact * rarity })];
    }

    private static float WeightOf(SearchField field) => field switch
    {
        SearchField.Name => 5,
        SearchField.Title => 3,
        SearchField.NamePair or SearchField.Group or SearchField.Description => 2,
        SearchField.ParameterName => 1,
        _ => 0.4f,
    };
}
