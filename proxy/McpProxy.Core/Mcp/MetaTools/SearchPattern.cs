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

    private readonly Regex _regex;
    private readonly TimeProvider _time;
    private readonly long _started;

    /// <summary>Begins a search.</summary>
    /// <exception cref="ProxyErrorException">The pattern is none, or one that cannot run in linear time.</exception>
    public SearchPattern(string pattern, TimeProvider time)
    {
        _regex = Compile(pattern);
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>Whether the name or the description of a tool matches.</summary>
    /// <exception cref="ProxyErrorException">It takes too long.</exception>
    public bool Matches(ToolSummary tool)
    {
        if (_time.GetElapsedTime(_started) > SearchLimit)
        {
            throw Refused("It takes too long; with a query beside it, only what that finds is matched.");
        }

        try
        {
            return _regex.IsMatch(tool.Tool.Name) || _regex.IsMatch(tool.Tool.Definition.Description);
        }
        catch (RegexMatchTimeoutException)
        {
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
