using System.Buffers;
using System.Collections.Immutable;

namespace McpProxy.Tools.Search;

/// <summary>What searches for tools look into. Immutable but for what it remembers of searches; one allocates next to nothing.</summary>
internal sealed class ToolIndex
{
    /// <summary>Terms of one query that are looked up; further ones are ignored.</summary>
    public const int MaxTerms = 32;

    /// <summary>What a term that only begins like the one asked for counts.</summary>
    private const float PrefixShare = 0.6f;

    /// <summary>Shorter beginnings fit too much to mean anything.</summary>
    private const int ShortestPrefix = 3;

    /// <summary>Terms that one beginning stands for at most, so that a search stays short.</summary>
    private const int MaxExpansions = 64;

    private readonly string[] _terms;
    private readonly Posting[][] _postings;

    /// <param name="tools">The tools.</param>
    /// <param name="terms">Every term that stands in one.</param>
    /// <param name="postings">Where each of them stands.</param>
    public ToolIndex(ImmutableArray<ToolSummary> tools, string[] terms, Posting[][] postings)
    {
        Tools = tools;
        Array.Sort(terms, postings, StringComparer.Ordinal);
        _terms = terms;
        _postings = postings;
    }

    /// <summary>Every tool that can be found.</summary>
    public ImmutableArray<ToolSummary> Tools { get; }

    /// <summary>Regular expressions that tools were searched by.</summary>
    public KnownPatterns Patterns { get; } = new();

    /// <summary>Finds tools, best first.</summary>
    /// <param name="query">Words; none finds everything, in the order of the index.</param>
    /// <param name="limit">Most tools that are returned.</param>
    /// <param name="accepts">Which tools may be found.</param>
    /// <param name="found">Takes them.</param>
    /// <returns>How many were found, those beyond the limit included.</returns>
    public int Search(ReadOnlySpan<char> query, int limit, Func<ToolSummary, bool> accepts, List<ToolSummary> found)
    {
        var scores = ArrayPool<float>.Shared.Rent(3 * Tools.Length);
        var ranked = ArrayPool<Posting>.Shared.Rent(Tools.Length);
        try
        {
            var total = scores.AsSpan(0, Tools.Length);
            scores.AsSpan(0, 2 * Tools.Length).Clear();
            var terms = Score(query, total, matched: scores.AsSpan(Tools.Length, Tools.Length), ofTerm: scores.AsSpan(2 * Tools.Length, Tools.Length));
            var count = 0;
            for (var i = 0; i < total.Length; i++)
            {
                if ((total[i] > 0 || terms == 0) && accepts(Tools[i]))
                {
                    ranked[count++] = new Posting(i, total[i]);
                }
            }

            Take(ranked.AsSpan(0, count), limit, found);
            return count;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<Posting>.Shared.Return(ranked);
        }
    }

    private void Take(Span<Posting> ranked, int limit, List<ToolSummary> found)
    {
        ranked.Sort(static (a, b) => a.Impact != b.Impact ? b.Impact.CompareTo(a.Impact) : a.Tool.CompareTo(b.Tool));
        foreach (var hit in ranked[..Math.Min(limit, ranked.Length)])
        {
            found.Add(Tools[hit.Tool]);
        }
    }

    /// <summary>Scores every tool. One that has all the words of the query is better than one that has some of them often.</summary>
    /// <returns>How many terms the query has.</returns>
    private int Score(ReadOnlySpan<char> query, Span<float> total, Span<float> matched, Span<float> ofTerm)
    {
        Span<char> buffer = stackalloc char[TermReader.MaxLength];
        var reader = new TermReader(query, buffer);
        var terms = 0;
        while (terms < MaxTerms && reader.TryRead(out var term))
        {
            terms++;
            ofTerm.Clear();
            AddTerm(term, ofTerm);
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += ofTerm[i];
                matched[i] += ofTerm[i] > 0 ? 1 : 0;
            }
        }

        for (var i = 0; i < total.Length; i++)
        {
            total[i] *= matched[i] / Math.Max(1, terms);
        }

        return terms;
    }

    /// <summary>Scores one term: where it stands, or else where a longer one stands that begins with it.</summary>
    private void AddTerm(ReadOnlySpan<char> term, Span<float> scores)
    {
        var at = FirstNotBefore(term);
        if (at < _terms.Length && term.SequenceEqual(_terms[at]))
        {
            AddPostings(at, 1, scores);
        }

        if (term.Length < ShortestPrefix)
        {
            return;
        }

        for (var i = at; i < _terms.Length && i < at + MaxExpansions && _terms[i].AsSpan().StartsWith(term); i++)
        {
            AddPostings(i, PrefixShare, scores);
        }
    }

    /// <summary>Of several terms that one of the query stands for, the best counts.</summary>
    private void AddPostings(int term, float share, Span<float> scores)
    {
        foreach (var posting in _postings[term])
        {
            scores[posting.Tool] = Math.Max(scores[posting.Tool], posting.Impact * share);
        }
    }

    private int FirstNotBefore(ReadOnlySpan<char> term)
    {
        int low = 0, high = _terms.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_terms[middle].AsSpan().SequenceCompareTo(term) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
