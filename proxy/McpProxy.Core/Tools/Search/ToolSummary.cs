using System.Collections.Immutable;
using McpProxy.Tools.Slimming;

namespace McpProxy.Tools.Search;

/// <summary>A tool in one line, as lists of tools found show it.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Line">The first sentence of its description, cut if it is long.</param>
/// <param name="Required">The arguments that every call must have.</param>
internal sealed record ToolSummary(ToolBinding Tool, string Line, ImmutableArray<string> Required)
{
    private const int MaxLine = 140;

    /// <summary>The summary of a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="found">Takes what searches look for in its parameters.</param>
    public static ToolSummary Of(ToolBinding tool, Action<string, SearchField> found) =>
        new(tool, FirstSentence(tool.Definition.Description), [.. new SchemaTerms(tool.Definition.Whole.InputSchema.Span, found).Read()]);

    /// <summary>The summary of a tool that nobody searches.</summary>
    public static ToolSummary Of(ToolBinding tool) => Of(tool, static (_, _) => { });

    private static string FirstSentence(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end].TrimEnd();
        for (var i = 1; i + 1 < line.Length; i++)
        {
            if (line[i] is '.' or '!' or '?' && line[i + 1] == ' ' && !IsAbbreviation(line[..i]))
            {
                line = line[..(i + 1)];
                break;
            }
        }

        return ShortText.Cut(line, MaxLine);
    }

    /// <summary>A dot after a single letter, as in <c>e.g.</c>, ends no sentence.</summary>
    private static bool IsAbbreviation(ReadOnlySpan<char> before) => before.Length < 2 || before[^2] is ' ' or '.' or '(';
}
