namespace McpProxy.Mcp.Wire;

/// <summary>
/// One revision of the Model Context Protocol and what its messages may hold. Revisions up to 2025-11-25 ("legacy") open
/// with <c>initialize</c>; later ones ("modern") carry version and capabilities in the <c>_meta</c> of every request.
/// </summary>
internal sealed class ProtocolRevision
{
    private ProtocolRevision(int index, string text, bool isModern)
    {
        Index = index;
        Text = text;
        IsModern = isModern;
    }

    public static ProtocolRevision November2024 { get; } = new(0, "2024-11-05", isModern: false);

    public static ProtocolRevision March2025 { get; } = new(1, "2025-03-26", isModern: false);

    public static ProtocolRevision June2025 { get; } = new(2, "2025-06-18", isModern: false);

    public static ProtocolRevision November2025 { get; } = new(3, "2025-11-25", isModern: false);

    public static ProtocolRevision July2026 { get; } = new(4, "2026-07-28", isModern: true);

    /// <summary>Every revision that is served, in the order of <see cref="Index"/>.</summary>
    public static IReadOnlyList<ProtocolRevision> All { get; } = [November2024, March2025, June2025, November2025, July2026];

    /// <summary>The revision offered to an <c>initialize</c> that asks for one we do not know.</summary>
    public static ProtocolRevision LatestLegacy => November2025;

    /// <summary>What a legacy HTTP request without a version header speaks (2025-11-25, basic/transports).</summary>
    public static ProtocolRevision AssumedLegacy => March2025;

    /// <summary>Position in <see cref="All"/>; grows with the date.</summary>
    public int Index { get; }

    /// <summary>The date that names it on the wire.</summary>
    public string Text { get; }

    public bool IsModern { get; }

    /// <summary>JSON-RPC batches, which came and went with one revision.</summary>
    public bool HasBatches => Index == March2025.Index;

    /// <summary>Events with an id and no data, so that a stream can be resumed before its first message.</summary>
    public bool HasPrimingEvents => Index >= November2025.Index;

    public bool HasAnnotations => Index >= March2025.Index;

    public bool HasAudio => Index >= March2025.Index;

    /// <summary>2024-11-05 has completions and no word for having them.</summary>
    public bool HasCompletionsCapability => Index >= March2025.Index;

    /// <summary>Titles of tools and of the server, output schemas, structured content, resource links.</summary>
    public bool HasStructuredContent => Index >= June2025.Index;

    /// <summary>Icons, and the web page of the server.</summary>
    public bool HasIcons => Index >= November2025.Index;

    /// <summary>Whether a version text names a modern revision, known to us or not. Dates compare ordinally.</summary>
    public static bool IsModernText(ReadOnlySpan<char> text) => text.SequenceCompareTo(July2026.Text) >= 0;

    public static ProtocolRevision? Find(ReadOnlySpan<char> text)
    {
        foreach (var revision in All)
        {
            if (text.SequenceEqual(revision.Text))
            {
                return revision;
            }
        }

        return null;
    }

    /// <summary>The revision that answers an <c>initialize</c>: the one asked for when it is a legacy one we know, else our latest legacy one.</summary>
    public static ProtocolRevision Negotiate(ReadOnlySpan<char> requested) =>
        Find(requested) is { IsModern: false } known ? known : LatestLegacy;
}
