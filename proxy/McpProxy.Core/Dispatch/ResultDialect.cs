namespace McpProxy.Dispatch;

/// <summary>What the caller's protocol revision allows in a result.</summary>
internal sealed class ResultDialect
{
    /// <summary>Revision 2026-07-28 or later: <c>resultType</c>, any JSON value as structured content, server info in <c>_meta</c>.</summary>
    public required bool Modern { get; init; }

    /// <summary>Whether <c>structuredContent</c> exists (2025-06-18 and later).</summary>
    public required bool StructuredContent { get; init; }

    /// <summary>Whether resource links exist (2025-06-18 and later).</summary>
    public required bool ResourceLinks { get; init; }

    /// <summary>Whether audio content exists (2025-03-26 and later).</summary>
    public required bool Audio { get; init; }

    /// <summary>The server's <c>Implementation</c> object as UTF-8 JSON, written to <c>_meta</c> when <see cref="Modern"/>.</summary>
    public ReadOnlyMemory<byte> ServerInfo { get; init; }

    /// <summary>What stands around the text and the structured content of a JSON answer.</summary>
    public JsonResultFrame JsonFrame => field ??= new JsonResultFrame(this);
}
