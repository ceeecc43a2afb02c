using System.Globalization;
using System.Text;
using McpProxy.State.Artifacts;

namespace McpProxy.Shaping.Continuation;

/// <summary>Finds the part of an artifact that answers a question. Works synchronously: give it a thread.</summary>
/// <param name="artifact">The artifact.</param>
/// <param name="stream">Its bytes.</param>
/// <param name="maxBytes">How large the part may be.</param>
internal sealed class ArtifactReading(Artifact artifact, ArtifactStream stream, long maxBytes)
{
    /// <summary>Finds the part.</summary>
    /// <exception cref="ProxyErrorException">There is none, or it is too large.</exception>
    /// <exception cref="System.Text.Json.JsonException">The artifact is not JSON on the way to it.</exception>
    public ArtifactPiece Find(ArtifactQuestion question, CancellationToken cancellationToken)
    {
        if (question.Range is { } range)
        {
            var (start, end) = range.Within(stream.Length);
            return Check(new ArtifactPiece("text/plain; charset=utf-8", ToCharacter(start), ToCharacter(end)), "A range");
        }

        if (question.Pointer is null && !question.IsWindow)
        {
            return Check(new ArtifactPiece(artifact.MediaType, 0, stream.Length), "The artifact");
        }

        using var locator = new JsonLocator(stream, cancellationToken);
        var pointer = question.Pointer ?? JsonPointer.Root;
        var value = locator.Find(pointer) ?? throw NotFound($"There is no value at '{Echo(pointer.Text)}'.");
        return question.IsWindow ? FindWindow(locator, value, pointer, question) : Check(new ArtifactPiece("application/json", value, locator.EndOf(value)), $"The value at '{Echo(pointer.Text)}'");
    }

    private static ProxyErrorException NotFound(string message) => new(new ProxyError(ProxyErrorKind.InvalidArguments, "no_such_part", message) { Status = 404 });

    private static string Echo(string text) => text.Length <= 200 ? text : text[..200] + "…";

    private ArtifactPiece FindWindow(JsonLocator locator, long array, JsonPointer pointer, ArtifactQuestion question)
    {
        if (!locator.IsArray(array))
        {
            throw new ProxyErrorException(new ProxyError(ProxyErrorKind.InvalidArguments, "not_an_array", $"The value at '{Echo(pointer.Text)}' is not an array, so it has no elements to read by offset and limit.")
            {
                Hint = "Name an array with pointer, or leave out offset and limit.",
            });
        }

        var offset = question.Offset ?? 0;
        var first = FindFirst(locator, array, pointer, offset);
        if (first is null)
        {
            return Window(offset, new JsonRun(0, array, Next: null, IsTooLarge: false), array);
        }

        var run = locator.Measure(first.Value, question.Limit ?? long.MaxValue, maxBytes);
        if (run.IsTooLarge)
        {
            throw TooLarge($"Element {offset} alone", $"Read a value inside it, e.g. pointer={Echo(pointer.Text)}/{offset}/name, or a range: the element begins at byte {first}.");
        }

        if (run.Next is { } next)
        {
            artifact.Bookmarks.Add(pointer.Text, offset + run.Count, next);
        }

        return Window(offset, run, first.Value);
    }

    private long? FindFirst(JsonLocator locator, long array, JsonPointer pointer, long offset) =>
        artifact.Bookmarks.Find(pointer.Text, offset) is var (index, position)
            ? locator.FindFrom(position, offset - index)
            : locator.FindElement(array, offset);

    private static ArtifactPiece Window(long offset, JsonRun run, long first)
    {
        var next = run.Next is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"next_offset\":{offset + run.Count}");
        var end = string.Create(CultureInfo.InvariantCulture, $"],\"offset\":{offset},\"returned_count\":{run.Count}{next}}}");
        return new ArtifactPiece("application/json", first, run.Count == 0 ? first : run.End) { Before = "{\"items\":["u8.ToArray(), After = Encoding.UTF8.GetBytes(end) };
    }

    private ArtifactPiece Check(ArtifactPiece piece, string what) =>
        piece.Length <= maxBytes ? piece : throw TooLarge($"{what} of {piece.Length} bytes", "Read elements of its list, e.g. pointer=/list&offset=0&limit=50, a value by pointer, or a range such as 0-65535.");

    private ProxyErrorException TooLarge(string what, string hint) => new(new ProxyError(ProxyErrorKind.ResponseTooLarge, "part_too_large", $"{what} is more than the {maxBytes} bytes that are read at a time.")
    {
        Status = 413,
        Hint = hint,
    });

    /// <summary>Moves a position forward to where a character of UTF-8 begins: ranges that follow each other share no character and lose none.</summary>
    private long ToCharacter(long position)
    {
        Span<byte> bytes = stackalloc byte[3];
        stream.Position = position;
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var at = 0;
        while (position > 0 && at < count && (bytes[at] & 0xC0) == 0x80)
        {
            at++;
        }

        return position + at;
    }
}
