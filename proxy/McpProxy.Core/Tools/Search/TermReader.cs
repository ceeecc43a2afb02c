using System.Collections.Frozen;

namespace McpProxy.Tools.Search;

/// <summary>
/// Reads the terms of a text one by one: runs of letters and digits, split where a word begins within (<c>listAdGroups</c>, <c>HTTPServer</c>), in lower case and
/// without a plural ending. Words that stand in every sentence are left out.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="buffer">Takes each term; at least <see cref="MaxLength"/> characters.</param>
internal ref struct TermReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>Longest term, in characters; the rest of a longer one is dropped.</summary>
    public const int MaxLength = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ignored = new[]
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "from", "how", "i", "if", "in", "is", "it", "its", "me", "my", "of", "on", "or",
        "that", "the", "their", "thi", "this", "to", "want", "what", "which", "with", "you", "your",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Span<char> _buffer = buffer;
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Reads the next term.</summary>
    /// <param name="term">The term, until the next is read.</param>
    /// <returns>False at the end of the text.</returns>
    public bool TryRead(out ReadOnlySpan<char> term)
    {
        while (NextWord() is { IsEmpty: false } word)
        {
            var length = Math.Min(word.Length, MaxLength);
            word[..length].ToLowerInvariant(_buffer);
            term = Singular(_buffer[..length]);
            if (!Ignored.Contains(term))
            {
                return true;
            }
        }

        term = default;
        return false;
    }

    private ReadOnlySpan<char> NextWord()
    {
        var start = 0;
        while (start < _rest.Length && !char.IsLetterOrDigit(_rest[start]))
        {
            start++;
        }

        var end = start;
        while (end < _rest.Length && char.IsLetterOrDigit(_rest[end]) && (end == start || !BeginsWord(end)))
        {
            end++;
        }

        var word = _rest[start..end];
        _rest = _rest[end..];
        return word;
    }

    /// <summary>A capital begins a word after a small letter or digit; the last of several does before a small letter.</summary>
    private readonly bool BeginsWord(int at) =>
        char.IsUpper(_rest[at]) && (!char.IsUpper(_rest[at - 1]) || (at + 1 < _rest.Length && char.IsLower(_rest[at + 1]) && !IsPluralOfCapitals(at)));

    /// <summary>Of <c>IDs</c> the <c>s</c> alone is small.</summary>
    private readonly bool IsPluralOfCapitals(int at) =>
        _rest[at + 1] == 's' && (at + 2 == _rest.Length || !char.IsLower(_rest[at + 2]));

    /// <summary>English plurals, as far as endings tell them; what matters is only that both forms end as the same term.</summary>
    private static ReadOnlySpan<char> Singular(Span<char> word)
    {
        if (word.Length < 3 || word[^1] != 's')
        {
            return word;
        }

        if (word.Length > 4 && word.EndsWith("ies"))
        {
            word[^3] = 'y';
            return word[..^2];
        }

        if (word.EndsWith("sses") || word.EndsWith("uses") || word.EndsWith("xes") || word.EndsWith("ches") || word.EndsWith("shes"))
        {
            return word[..^2];
        }

        return word.EndsWith("ss") || word.EndsWith("us") || word.EndsWith("is") ? word : word[..^1];
    }
}
