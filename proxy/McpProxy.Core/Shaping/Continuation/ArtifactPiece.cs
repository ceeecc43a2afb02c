namespace McpProxy.Shaping.Continuation;

/// <summary>A part of an artifact, and what stands around it in the answer.</summary>
/// <param name="ContentType">Media type of the answer.</param>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last one.</param>
internal sealed record ArtifactPiece(string ContentType, long Start, long End)
{
    public ReadOnlyMemory<byte> Before { get; init; }

    public ReadOnlyMemory<byte> After { get; init; }

    /// <summary>Bytes of the answer.</summary>
    public long Length => Before.Length + (End - Start) + After.Length;
}
