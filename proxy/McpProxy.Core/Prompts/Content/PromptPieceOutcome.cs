using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Prompts.Content;

/// <summary>A piece of a prompt as an upstream gave it; written as part of the prompt.</summary>
internal sealed class PromptPieceOutcome(PooledBuffer body, string mimeType, bool isText) : ToolOutcome
{
    public override bool IsError => false;

    /// <summary>The piece; valid until this is disposed.</summary>
    public PromptPiece Piece { get; } = new(body.WrittenMemory, mimeType, isText);

    /// <exception cref="NotSupportedException">Always: a piece is no result.</exception>
    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => throw new NotSupportedException("A piece of a prompt is no result of its own.");

    public override void Dispose() => body.Dispose();
}
