namespace McpProxy.Tools.Schema.Values;

/// <summary>Orders the names of a tape by their UTF-8 text.</summary>
internal readonly struct NameComparer(JsonTape tape) : IComparer<int>
{
    public int Compare(int x, int y)
    {
        using var textX = new TextBuffer(tape, x, stackalloc byte[TextBuffer.StackBytes]);
        using var textY = new TextBuffer(tape, y, stackalloc byte[TextBuffer.StackBytes]);
        return textX.Text.SequenceCompareTo(textY.Text);
    }
}
