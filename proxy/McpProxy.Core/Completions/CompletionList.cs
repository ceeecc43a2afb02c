using System.Collections.Immutable;

namespace McpProxy.Completions;

/// <summary>What is proposed.</summary>
/// <param name="Values">At most <see cref="MaxValues"/> proposals, the likeliest first.</param>
/// <param name="Total">How many there are.</param>
internal sealed record CompletionList(ImmutableArray<string> Values, int Total)
{
    /// <summary>The most that one answer may hold (2025-11-25, server/utilities/completion).</summary>
    public const int MaxValues = 100;

    public static CompletionList Empty { get; } = new([], 0);

    public bool HasMore => Total > Values.Length;

    /// <summary>The beginning of a list that fits what was typed.</summary>
    public static CompletionList Of(IReadOnlyList<string> values) => new([.. values.Take(MaxValues)], values.Count);

    /// <summary>What fits what was typed: first what begins with it, then what contains it, each in the order of the list.</summary>
    public static CompletionList Match(IReadOnlyList<string> values, string typed)
    {
        if (typed.Length == 0)
        {
            return Of(values);
        }

        var first = values.Where(v => v.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        var then = values.Where(v => v.IndexOf(typed, StringComparison.OrdinalIgnoreCase) > 0 && !v.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        return Of([.. first, .. then]);
    }
}
