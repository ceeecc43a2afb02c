namespace McpProxy.Tools.Schema.Patterns;

/// <summary>A pattern in .NET's syntax.</summary>
/// <param name="Text">The pattern, to be used without options that change its syntax.</param>
/// <param name="MayBacktrackLong">
/// Whether a backtracking engine could need more than quadratic time: something that can match in several ways is repeated, or
/// there are more than two unbounded repetitions.
/// </param>
internal sealed record TranslatedPattern(string Text, bool MayBacktrackLong);
