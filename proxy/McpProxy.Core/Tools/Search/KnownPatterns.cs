using System.Text.RegularExpressions;

namespace McpProxy.Tools.Search;

/// <summary>
/// Regular expressions that callers have searched by, compiled: making one, and the automaton that it becomes while it is used, takes longer than a search with it. The
/// ones that were used last are kept, and only short ones that did not take long, so that nobody can fill the memory with them. Thread-safe.
/// </summary>
internal sealed class KnownPatterns
{
    /// <summary>Most expressions that are kept.</summary>
    public const int Most = 16;

    /// <summary>Longest expression that is kept, in characters.</summary>
    public const int LongestText = 200;

    private readonly Lock _gate = new();
    private readonly List<Regex> _lastFirst = new(Most + 1);

    public Regex? Find(string text)
    {
        lock (_gate)
        {
            var at = _lastFirst.FindIndex(r => r.ToString() == text);
            if (at < 0)
            {
                return null;
            }

            var found = _lastFirst[at];
            _lastFirst.RemoveAt(at);
            _lastFirst.Insert(0, found);
            return found;
        }
    }

    public void Forget(Regex regex)
    {
        lock (_gate)
        {
            _lastFirst.Remove(regex);
        }
    }

    public void Keep(Regex regex)
    {
        var text = regex.ToString();
        if (text.Length > LongestText)
        {
            return;
        }

        lock (_gate)
        {
            if (!_lastFirst.Exists(r => r.ToString() == text))
            {
                _lastFirst.Insert(0, regex);
                _lastFirst.RemoveRange(Math.Min(Most, _lastFirst.Count), Math.Max(0, _lastFirst.Count - Most));
            }
        }
    }
}
