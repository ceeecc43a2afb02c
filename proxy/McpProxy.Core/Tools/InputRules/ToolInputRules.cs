using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.InputRules;

/// <summary>The input rules of one tool, compiled: other names, mended values, times that callers leave out, arguments of which one must be there. Immutable.</summary>
/// <param name="rules">Those of single arguments.</param>
/// <param name="anyOf">Of each, one must be given.</param>
internal sealed class ToolInputRules(ArgumentRule[] rules, RequiredAnyOf[] anyOf)
{
    public IReadOnlyList<ArgumentRule> Rules => rules;

    public IReadOnlyList<RequiredAnyOf> AnyOf => anyOf;

    /// <summary>What is said of them in the description of the tool; empty for nothing.</summary>
    public string Sentences { get; } = string.Concat(anyOf.Select(a => $" {a.Sentence}"));

    /// <summary>Writes the arguments as the schema knows them.</summary>
    /// <param name="given">The arguments as the caller gave them: an object.</param>
    /// <param name="time">Whose now times are counted from.</param>
    /// <param name="maxDepth">Levels that arguments may have.</param>
    /// <param name="conflict">Why they cannot be used; null for no reason.</param>
    /// <returns>The rewritten arguments, the caller's to dispose; null when they are what was given.</returns>
    public PooledBuffer? Rewrite(JsonTape given, TimeProvider time, int maxDepth, out ArgumentConflict? conflict)
    {
        conflict = null;
        if (rules.Length == 0)
        {
            return null;
        }

        using var rewriter = new ArgumentRewriter(rules, given, maxDepth);
        conflict = rewriter.Read();
        return conflict is null && rewriter.IsNeeded ? rewriter.Write(time) : null;
    }

    /// <summary>Adds what is missing.</summary>
    /// <param name="arguments">The rewritten arguments.</param>
    /// <param name="violations">Where to; null for the verdict alone.</param>
    public bool Check(JsonTape arguments, SchemaViolations? violations)
    {
        var complete = true;
        foreach (var any in anyOf)
        {
            if (!any.IsMet(arguments))
            {
                complete = false;
                violations?.Add(any.Violation);
            }
        }

        return complete;
    }
}
