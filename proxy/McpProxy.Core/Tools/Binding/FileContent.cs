using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Tools.Binding;

/// <summary>A file within a request's body. It is decoded out of the caller's own bytes while it is sent, and copied nowhere before.</summary>
/// <param name="Position">How many written bytes of the body come before it.</param>
/// <param name="Base64">The file as checked base64; belongs to the arguments of the call, or to the request.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct FileContent(int Position, ReadOnlyMemory<byte> Base64, int Length)
{
    /// <summary>Puts the file that an argument holds at the end of a body.</summary>
    /// <param name="request">The request; it has a body.</param>
    /// <param name="value">The argument.</param>
    /// <returns>Null, or why that cannot be.</returns>
    public static string? Attach(BoundRequest request, ArgumentValue value)
    {
        if (value.Kind != JsonTokenType.String)
        {
            return "a file is given as a base64 string";
        }

        var text = value.Raw[1..^1];
        if (value.Tape.HasEscapes(value.Node))
        {
            // Some writers of JSON escape the slash. The text without escapes is no part of the arguments.
            var buffer = request.Keep(new PooledBuffer(value.Tape.MaxTextLength(value.Node)));
            buffer.Advance(value.Tape.CopyText(value.Node, buffer.GetSpan(value.Tape.MaxTextLength(value.Node))));
            text = buffer.WrittenMemory;
        }

        if (Base64Text.Check(text.Span, out var length) is { } problem)
        {
            return problem;
        }

        request.AddFile(new FileContent(request.Body!.Length, text, length));
        return null;
    }
}
