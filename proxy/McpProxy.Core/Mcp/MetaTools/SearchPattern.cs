using System.Text.RegularExpressions;
using McpProxy.Tools.Search;

namespace McpProxy.Mcp.MetaTools;

/// <summary>
/// A regular expression that a caller searches by. The engine takes linear time, but its steps can be large, so there is a limit for each text and one
/// for the whole search: a pattern that is slow with each of a thousand tools would keep a processor busy for as many times as long.
/// </summary>
internal sealed class SearchPattern
{
    /// <summary>For all names and descriptions together; usual patterns take some milliseconds for hundreds of tools.</summary>
    public static readonly TimeSpan SearchLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>For one name or description.</summary>
    private static readonly TimeSpan TextLimit = TimeSpan.FromMilliseconds(50);

    /// <summary>A search that took longer may have made a large automaton, which is not kept.</summary>
    private static readonly TimeSpan KeepLimit = TimeSpan.FromMilliseconds(25);

    private readonly KnownPatterns _known;
    private readonly Regex _regex;
    private readonly TimeProvider _time;
    private readonly long _started;

    /// <summary>Begins a search.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="known">Those that were used before.</param>
    /// <param name="time">Tells how long the search takes.</param>
    /// <exception cref="ProxyErrorException">The pattern is none, or one that cannot run in linear time.</exception>
    public SearchPattern(string pattern, KnownPatterns known, TimeProvider time)
    {
        _started = time.GetTimestamp();
        _time = time;
        _known = known;
        _regex = known.Find(pattern) ?? Compile(pattern);
    }

    /// <summary>Ends a search: the next one by the same expression is quicker.</summary>
    public void End()
    {
        if (_time.GetElapsedTime(_started) <= KeepLimit)
        {
            _known.Keep(_regex);
        }
        else
        {
            _known.Forget(_regex);
        }
    }

    /// <summary>Whether the name or the description of a tool matches.</summary>
    /// <exception cref="ProxyErrorException">It takes too long.</exception>
    public bool Matches(ToolSummary tool)
    {
        if (_time.GetElapsedTime(_started) > SearchLimit)
        {
            _known.Forget(_regex);
            throw Refused("It takes too long; with a query beside it, only what that finds is matched.");
        }

        try
        {
            return _regex.IsMatch(tool.Tool.Name) || _regex.IsMatch(tool.Tool.Definition.Description);
        }
        catch (RegexMatchTimeoutException)
        {
            _known.Forget(_regex);
            throw Refused("It takes too long.");
        }
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TextLimit);
        }
        catch (ArgumentException refused)
        {
            throw Refused(refused.Message);
        }
        catch (NotSupportedException)
        {
            throw Refused("Look-around, back-references and very large repetitions are not supported.");
        }
    }

    private static ProxyErrorException Refused(string why) => new(new(ProxyErrorKind.InvalidArguments, "bad_regex", $"The regex cannot be used: {why}"));
}
