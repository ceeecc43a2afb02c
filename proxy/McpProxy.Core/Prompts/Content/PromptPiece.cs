namespace McpProxy.Prompts.Content;

/// <summary>Content that was read from the configuration, a file or an upstream.</summary>
/// <param name="Bytes">The bytes; UTF-8 when <paramref name="IsText"/>.</param>
/// <param name="MimeType">Media type without parameters.</param>
/// <param name="IsText">Whether it is text.</param>
internal sealed record PromptPiece(ReadOnlyMemory<byte> Bytes, string MimeType, bool IsText)
{
    /// <summary>Its size as it is sent.</summary>
    public long Size => IsText ? Bytes.Length : Base64Size;

    /// <summary>Its size in base64.</summary>
    public long Base64Size => (Bytes.Length + 2L) / 3 * 4;
}
