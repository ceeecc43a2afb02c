using McpProxy.Shaping.Rows;

namespace McpProxy.Shaping.Truncation;

/// <summary>What is kept of a tool's answers.</summary>
/// <param name="Whole">Of an answer that is one JSON text; null for all of it.</param>
/// <param name="Each">Of each JSON event of a stream; null for all of it.</param>
internal sealed record AnswerShape(TruncationRules? Whole, TruncationRules? Each)
{
    /// <summary>Of answers that come in rows; null for all of them.</summary>
    public RowLimits? Rows { get; init; }

    /// <summary>Of other answers in text; null for all of it.</summary>
    public TextLimits? Text { get; init; }

    /// <summary>Everything.</summary>
    public static AnswerShape Untouched { get; } = new(null, null);

    /// <summary>The same of these members only.</summary>
    /// <param name="selection">The members.</param>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public AnswerShape With(JsonSelection selection, int maxHeld) => this with
    {
        Whole = (Whole ?? new TruncationRules { MaxHeld = maxHeld }) with { Selection = selection },
        Each = (Each ?? new TruncationRules { Note = false }) with { Selection = selection },
    };

    /// <summary>The same in fewer tokens.</summary>
    /// <param name="tokens">Tokens of the whole answer.</param>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public AnswerShape Within(long tokens, int maxHeld)
    {
        var whole = Whole ?? new TruncationRules { MaxHeld = maxHeld };
        var bytes = TokenEstimate.BytesOf(tokens);
        return bytes >= whole.MaxBytes ? this : (this with { Whole = whole with { MaxBytes = bytes } }).LimitOthers(bytes, maxHeld);
    }

    /// <summary>The same in no more bytes, where it is no JSON.</summary>
    /// <param name="bytes">The bytes. More than are held is no limit: then the answer is refused, not cut.</param>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public AnswerShape LimitOthers(long bytes, int maxHeld)
    {
        if (bytes > maxHeld)
        {
            return this;
        }

        var (note, count) = (Whole?.Note ?? true, Whole?.Count ?? true);
        return this with
        {
            Rows = (Rows ?? new RowLimits(long.MaxValue, Note: note, Count: count)) with { MaxBytes = bytes },
            Text = (Text ?? new TextLimits(bytes, note, count)) with { MaxBytes = bytes },
        };
    }
}
