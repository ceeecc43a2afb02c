using McpProxy.Configuration;
using McpProxy.Shaping.Rows;

namespace McpProxy.Shaping.Truncation;

/// <summary>What is kept of the answers to some requests, by the form of the answer.</summary>
/// <param name="Json">Of JSON; null when it passes untouched.</param>
/// <param name="Choice">Of JSON, by choice alone: without what is cut because there is too much of it; null when that is all.</param>
/// <param name="Rows">Of bodies that come in rows; null when they do.</param>
internal sealed record AnswerLimits(TruncationRules? Json, RowLimits? Rows, TruncationRules? Choice)
{
    /// <summary>Compiles limits; null when nothing is limited.</summary>
    public static AnswerLimits? Compile(TruncateLimitsConfig limits)
    {
        var compiler = new TruncationRulesCompiler(limits, limits.MaxBytes);
        var rows = limits.MaxRows is { } max ? new RowLimits(max, compiler.MaxBytes, limits.Note, limits.Count) : null;
        // Bytes and tokens may be meant for rows alone, but hold for JSON too.
        return compiler.IsEmpty && rows is null ? null : new AnswerLimits(compiler.IsEmpty ? null : compiler.Compile(), rows, compiler.IsEmpty ? null : compiler.CompileChoice());
    }
}
