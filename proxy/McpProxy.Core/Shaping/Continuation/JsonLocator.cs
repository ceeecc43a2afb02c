using System.Buffers;
using System.Text;
using System.Text.Json;
using McpProxy.Shaping.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping.Continuation;

/// <summary>
/// Finds values in a JSON text by JSON pointer (RFC 6901), and runs of elements in its arrays. What lies before them is skipped
/// by its structure alone, at about the speed of memory; memory does not depend on the text's length. Of members with the same
/// name the first counts. Works synchronously: give it a thread.
/// </summary>
internal sealed class JsonLocator : IDisposable
{
    private readonly Stream _json;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private long _start;
    private int _length;
    private int _at;

    /// <param name="json">The text, from any position; must be able to seek.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public JsonLocator(Stream json, CancellationToken cancellationToken)
    {
        _json = json;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Where the next byte is.</summary>
    private long Position => _start + _at;

    private ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_at, _length - _at);

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Finds a value.</summary>
    /// <param name="pointer">Where.</param>
    /// <returns>The position of its first byte; null when there is none.</returns>
    /// <exception cref="JsonException">The text on the way is not JSON.</exception>
    public long? Find(JsonPointer pointer)
    {
        Seek(0);
        SkipByteOrderMark();
        foreach (var token in pointer.Tokens)
        {
            var isFound = Peek() switch
            {
                (byte)'{' => EnterMember(Encoding.UTF8.GetBytes(token)),
                (byte)'[' => JsonPointer.TryReadIndex(token, out var index) && EnterElement(index),
                _ => false,
            };
            if (!isFound)
            {
                return null;
            }
        }

        Peek();
        return Position;
    }

    /// <summary>Whether an array begins at a position.</summary>
    public bool IsArray(long position)
    {
        Seek(position);
        return Peek() == '[';
    }

    /// <summary>Finds the end of the value that begins at a position.</summary>
    /// <returns>The position behind its last byte.</returns>
    public long EndOf(long position)
    {
        Seek(position);
        if (Peek() is (byte)'{' or (byte)'[')
        {
            var curly = _buffer[_at] == '{' ? 1 : 0;
            _at++;
            SkipContainer(curly);
            return Position;
        }

        var grammar = new JsonGrammar(1);
        while (Fill())
        {
            var read = Next(grammar);
            if (read == JsonEvent.Scalar)
            {
                return Position;
            }

            Refuse(read == JsonEvent.Malformed);
        }

        Refuse(!grammar.IsWhole);
        return Position;
    }

    /// <summary>Finds an element of the array that begins at a position.</summary>
    /// <param name="array">Position of its bracket.</param>
    /// <param name="index">Number of the element, from 0.</param>
    /// <returns>The position of its first byte; null when the array ends before it.</returns>
    public long? FindElement(long array, long index)
    {
        Seek(array);
        Peek();
        return EnterElement(index) ? Position : null;
    }

    /// <summary>Finds a later element from one whose position is known.</summary>
    /// <param name="element">Position of an element.</param>
    /// <param name="distance">How many elements further.</param>
    public long? FindFrom(long element, long distance)
    {
        Seek(element);
        return SkipElements(distance) ? Position : null;
    }

    /// <summary>Measures a run of elements; they are checked in every detail.</summary>
    /// <param name="first">Position of the first one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="maxBytes">How long the run may be, commas included.</param>
    public JsonRun Measure(long first, long limit, long maxBytes)
    {
        Seek(first);
        var grammar = new JsonGrammar(ResultMapper.MaxJsonDepth);
        var opening = 0;
        grammar.Next("["u8, ref opening);
        grammar.Next("["u8, ref opening);
        var run = new JsonRun(0, first, Next: null, IsTooLarge: false);
        while (Fill())
        {
            switch (Next(grammar))
            {
                case JsonEvent.Malformed:
                    Refuse(true);
                    break;
                case JsonEvent.Value when grammar.Depth == 1:
                    run = run with { Next = Position };
                    if (run.Count == limit)
                    {
                        return run;
                    }

                    break;
                case JsonEvent.Scalar or JsonEvent.Closed when grammar.Depth == 1 && Position - first <= maxBytes:
                    run = new JsonRun(run.Count + 1, Position, Next: null, IsTooLarge: false);
                    break;
                case JsonEvent.Closed when grammar.Depth == 0:
                    return run;
            }

            if (run.Next is not null && Position - first > maxBytes)
            {
                return run with { IsTooLarge = run.Count == 0 };
            }
        }

        throw Unfinished();
    }

    private bool EnterMember(ReadOnlySpan<byte> name)
    {
        var grammar = new JsonGrammar(2);
        var text = new ArrayBufferWriter<byte>(64);
        var longest = (6 * name.Length) + 2; // every character as \u0000
        var isFound = false;
        while (Fill())
        {
            switch (Next(grammar))
            {
                case JsonEvent.Starved when grammar.InName:
                    Add(text, grammar.TokenStart, longest);
                    break;
                case JsonEvent.Name:
                    Add(text, grammar.TokenStart, longest);
                    isFound = text.WrittenCount <= longest && Equal(text.WrittenSpan, name);
                    text.ResetWrittenCount();
                    break;
                case JsonEvent.Value when isFound && grammar.Depth == 1:
                    return true;
                case JsonEvent.Opened when grammar.Depth == 2:
                    SkipContainer(_buffer[_at - 1] == '{' ? 1 : 0);
                    grammar.LeaveSkipped(2);
                    break;
                case JsonEvent.Closed when grammar.Depth == 0:
                    return false;
                case JsonEvent.Malformed:
                    Refuse(true);
                    break;
            }
        }

        throw Unfinished();
    }

    private bool EnterElement(long index)
    {
        _at++;
        return Peek() != ']' && SkipElements(index);
    }

    /// <summary>Skips elements of an array, from the beginning of one of them to that of another.</summary>
    private bool SkipElements(long count)
    {
        if (count == 0)
        {
            return true;
        }

        var skipper = new JsonSkipper(1, 0);
        while (Fill())
        {
            var before = skipper;
            var ended = skipper.Skip(Ahead, out var consumed);
            if (skipper.Commas >= count)
            {
                _at += FindComma(before, count, consumed);
                Refuse(Peek() == ']');
                return true;
            }

            _at += consumed;
            if (ended)
            {
                Refuse(!skipper.IsBalanced || _buffer[_at - 1] != ']');
                return false;
            }
        }

        throw Unfinished();
    }

    /// <summary>Finds the length of the shortest beginning of a piece that has so many commas, by halving: about one more scan of it.</summary>
    private int FindComma(JsonSkipper skipper, long count, int length)
    {
        var from = 0;
        while (length - from > 1)
        {
            var middle = from + ((length - from) / 2);
            var half = skipper;
            half.Skip(_buffer.AsSpan(_at + from, middle - from), out _);
            if (half.Commas >= count)
            {
                length = middle;
            }
            else
            {
                (skipper, from) = (half, middle);
            }
        }

        return length;
    }

    /// <summary>Skips the rest of an array or object, its bracket included.</summary>
    private void SkipContainer(int curly)
    {
        var skipper = new JsonSkipper(1, curly);
        while (Fill())
        {
            var ended = skipper.Skip(Ahead, out var consumed);
            _at += consumed;
            if (ended)
            {
                Refuse(!skipper.IsBalanced);
                return;
            }
        }

        throw Unfinished();
    }

    private void Add(ArrayBufferWriter<byte> text, int from, int longest)
    {
        if (text.WrittenCount <= longest)
        {
            text.Write(_buffer.AsSpan(from, _at - from));
        }
    }

    /// <summary>Compares a name in quotes, with its escapes.</summary>
    private static bool Equal(ReadOnlySpan<byte> quoted, ReadOnlySpan<byte> name)
    {
        var escaped = quoted[1..^1];
        if (escaped.IndexOf((byte)'\\') < 0)
        {
            return escaped.SequenceEqual(name);
        }

        // The grammar let lone surrogates pass, which a reader of System.Text.Json throws at.
        var text = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var isEqual = text.AsSpan(0, JsonText.Unescape(escaped, text)).SequenceEqual(name);
        ArrayPool<byte>.Shared.Return(text, clearArray: true);
        return isEqual;
    }

    /// <summary>Skips white space.</summary>
    /// <returns>The byte behind it, which is not consumed.</returns>
    private byte Peek()
    {
        while (Fill())
        {
            if (_buffer[_at] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return _buffer[_at];
            }

            _at++;
        }

        throw Unfinished();
    }

    private void SkipByteOrderMark()
    {
        if (Fill() && Ahead.StartsWith("\uFEFF"u8))
        {
            _at += 3;
        }
    }

    private JsonEvent Next(JsonGrammar grammar) => grammar.Next(_buffer.AsSpan(0, _length), ref _at);

    private void Seek(long position)
    {
        if (position >= _start && position <= _start + _length)
        {
            _at = (int)(position - _start);
            return;
        }

        _json.Position = _start = position;
        _length = _at = 0;
    }

    /// <summary>Makes sure that there is a byte ahead; false at the end of the text.</summary>
    private bool Fill()
    {
        if (_at < _length)
        {
            return true;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        _start += _length;
        _json.Position = _start;
        _at = 0;
        _length = _json.Read(_buffer, 0, _buffer.Length);
        return _length > 0;
    }

    private static JsonException Unfinished() => new("The text ends too early.");

    private static void Refuse(bool isMalformed)
    {
        if (isMalformed)
        {
            throw new JsonException("The text is not JSON.");
        }
    }
}
