namespace McpProxy.Configuration;

/// <summary>Finds the name that somebody who mistyped one most likely meant.</summary>
public static class NearestName
{
    /// <summary>Longest name that is compared, in characters; longer ones are never suggested.</summary>
    public const int MaxLength = 64;

    /// <summary>Most candidates that are looked at; the rest is ignored.</summary>
    public const int MaxCandidates = 1000;

    /// <summary>
    /// The candidate with the fewest typing mistakes (letters added, lost, changed, or two neighbours swapped) between it and
    /// <paramref name="name"/>. Case, hyphens and underscores count as nothing, so <c>profile_id</c> finds <c>profileId</c>.
    /// </summary>
    /// <param name="name">The name as it was written.</param>
    /// <param name="candidates">The names that are valid; the first of equally near ones wins.</param>
    /// <returns>The nearest candidate, or null when none is near enough: more than a third of the letters would have to change.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        if (name.Length is 0 or > MaxLength)
        {
            return null;
        }

        Span<char> buffer = stackalloc char[2 * MaxLength];
        var written = Fold(name, buffer);
        var best = (Name: (string?)null, Distance: MistakesAllowed(written.Length) + 1);
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            if (candidate.Length > MaxLength)
            {
                continue;
            }

            var distance = Distance(written, Fold(candidate, buffer[MaxLength..]), best.Distance);
            if (distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Name;
    }

    /// <summary>One letter alone says too little to guess from.</summary>
    private static int MistakesAllowed(int length) => length switch
    {
        0 => -1,
        1 => 0,
        _ => Math.Max(1, length / 3),
    };

    private static Span<char> Fold(string name, Span<char> destination)
    {
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is not ('-' or '_'))
            {
                destination[length++] = char.ToLowerInvariant(letter);
            }
        }

        return destination[..length];
    }

    /// <summary>Optimal string alignment distance, given up with <paramref name="limit"/> as soon as it cannot be less.</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var beforeLast = rows[..(MaxLength + 1)];
        var last = rows.Slice(MaxLength + 1, MaxLength + 1);
        var current = rows[(2 * (MaxLength + 1))..];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        var leastOfLast = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            // A swap reaches back over one row, so two rows must be out of reach before giving up.
            var least = FillRow(a, b, i, beforeLast, last, current);
            if (Math.Min(least, leastOfLast + 1) >= limit)
            {
                return limit;
            }

            leastOfLast = least;
            var spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }

        return last[b.Length];
    }

    /// <returns>The least value of the row.</returns>
    private static int FillRow(
        ReadOnlySpan<char> a, ReadOnlySpan<char> b, int i, ReadOnlySpan<int> beforeLast, ReadOnlySpan<int> last, Span<int> current)
    {
        current[0] = i;
        var least = i;
        for (var j = 1; j <= b.Length; j++)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            var value = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                value = Math.Min(value, beforeLast[j - 2] + 1);
            }

            current[j] = value;
            least = Math.Min(least, value);
        }

        return least;
    }
}
