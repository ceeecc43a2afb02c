using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Finds what is known of a request: by its exact path, else by the first pattern that fits. Immutable; a look-up allocates nothing.</summary>
internal sealed class RequestTable<T>
    where T : class
{
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<int, Entry[]> _patterns;
    private readonly int _longestKey;

    /// <param name="entries">In the order in which they count: the first of the same request wins.</param>
    public RequestTable(IEnumerable<(RequestPattern Pattern, T Value)> entries)
    {
        var exact = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        var patterns = new List<Entry>();
        foreach (var (pattern, value) in entries)
        {
            if (pattern.HasVariables)
            {
                patterns.Add(new(pattern, value));
            }
            else
            {
                exact.TryAdd(Key(pattern.Method, pattern.Path), value);
            }
        }

        _exact = exact.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _patterns = patterns.GroupBy(p => p.Pattern.SegmentCount).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _longestKey = exact.Keys.Select(k => k.Length).DefaultIfEmpty().Max();
    }

    /// <param name="method">The method.</param>
    /// <param name="path">The path without slashes at its ends.</param>
    /// <param name="value">What is known.</param>
    /// <param name="lastVariable">Where the last variable of the pattern stands in the path; empty for an exact path.</param>
    public bool TryFind(string method, ReadOnlySpan<char> path, [NotNullWhen(true)] out T? value, out Range lastVariable)
    {
        lastVariable = default;
        return TryFindExact(method, path, out value) || TryFindPattern(method, path, out value, out lastVariable);
    }

    private bool TryFindExact(string method, ReadOnlySpan<char> path, [NotNullWhen(true)] out T? value)
    {
        value = null;
        var length = method.Length + 1 + path.Length;
        if (length > _longestKey)
        {
            return false;
        }

        // No longer than what somebody configured.
        Span<char> key = length <= 256 ? stackalloc char[length] : new char[length];
        method.CopyTo(key);
        key[method.Length] = ' ';
        path.CopyTo(key[(method.Length + 1)..]);
        return _exact.TryGetValue(key, out value);
    }

    private bool TryFindPattern(string method, ReadOnlySpan<char> path, [NotNullWhen(true)] out T? value, out Range lastVariable)
    {
        if (_patterns.TryGetValue(path.Count('/') + 1, out var entries))
        {
            foreach (var entry in entries)
            {
                if (entry.Pattern.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && entry.Pattern.Matches(path, out lastVariable))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        lastVariable = default;
        value = null;
        return false;
    }

    private static string Key(string method, string path) => $"{method} {path}";

    private readonly record struct Entry(RequestPattern Pattern, T Value);
}
