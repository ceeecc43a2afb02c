using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>
/// A regular expression of a schema. One that could backtrack for long runs on the engine whose time is linear in its input; what
/// that engine cannot do (look-around, back-references), and the many that are harmless, run on the ordinary one. All run under a
/// time limit, and a text that exceeds it is refused.
/// </summary>
/// <remarks>
/// The linear engine for everything would cost 40 to 240 KB and up to 2 ms per pattern, measured with patterns of real API
/// documents: too much for a thousand of them.
/// </remarks>
internal sealed class SchemaPattern
{
    private const int MaxShownPattern = 100;

    private static readonly TimeSpan BacktrackingLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LinearLimit = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly string _keyword;

    private SchemaPattern(string source, string keyword, Regex regex)
    {
        Source = source.Length <= MaxShownPattern ? source : string.Concat(source.AsSpan(0, MaxShownPattern), "…");
        _keyword = keyword;
        _regex = regex;
    }

    /// <summary>The pattern as written, cut for messages.</summary>
    public string Source { get; }

    /// <summary>Translates a pattern of ECMA-262 and builds it once.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="keyword">The keyword that a time-out is reported under.</param>
    /// <param name="pattern">The pattern, ready to match.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryCreate(
        string source, string keyword, [NotNullWhen(true)] out SchemaPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        if (!EcmaTranslator.TryTranslate(source, out var translated, out error))
        {
            return false;
        }

        try
        {
            pattern = new SchemaPattern(source, keyword, Build(translated));
            return true;
        }
        catch (ArgumentException refused)
        {
            error = refused.Message;
            return false;
        }
    }

    /// <summary>Whether the text of a string or name matches somewhere.</summary>
    public bool IsMatch(ref ValidationRun run, int node)
    {
        try
        {
            using var text = new CharBuffer(run.Tape, node, stackalloc char[CharBuffer.StackChars]);
            return _regex.IsMatch(text.Text);
        }
        catch (RegexMatchTimeoutException)
        {
            run.GiveUp(node, _keyword, $"matching {Source} took longer than {_regex.MatchTimeout.TotalMilliseconds} ms; the text is refused");
            return false;
        }
    }

    private static Regex Build(TranslatedPattern pattern)
    {
        if (pattern.MayBacktrackLong)
        {
            try
            {
                return new Regex(pattern.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LinearLimit);
            }
            catch (NotSupportedException)
            {
                // Look-around, back-references, or repetitions that would make its automaton too large.
            }
        }

        return new Regex(pattern.Text, RegexOptions.CultureInvariant, BacktrackingLimit);
    }
}
