namespace McpProxy.Shaping.Truncation;

/// <summary>What is kept of a tool's JSON answers.</summary>
/// <param name="Whole">Of an answer that is one JSON text; null for all of it.</param>
/// <param name="Each">Of each JSON event of a stream; null for all of it.</param>
internal sealed record AnswerShape(TruncationRules? Whole, TruncationRules? Each)
{
    /// <summary>Everything.</summary>
    public static AnswerShape Untouched { get; } = new(null, null);

    /// <summary>The same of these members only.</summary>
    /// <param name="selection">The members.</param>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public AnswerShape With(JsonSelection selection, int maxHeld) => new(
        (Whole ?? new TruncationRules { MaxHeld = maxHeld }) with { Selection = selection },
        (Each ?? new TruncationRules { Note = false }) with { Selection = selection });

    /// <summary>The same in fewer tokens.</summary>
    /// <param name="tokens">Tokens of the whole answer.</param>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public AnswerShape Within(long tokens, int maxHeld)
    {
        var whole = Whole ?? new TruncationRules { MaxHeld = maxHeld };
        var bytes = TokenEstimate.BytesOf(tokens);
        return bytes >= whole.MaxBytes ? this : this with { Whole = whole with { MaxBytes = bytes } };
    }
}
