using System.Globalization;
using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>Keeps the beginning of a text in UTF-8, up to the end of a character, and counts the rest.</summary>
internal sealed class TextTruncator(TextLimits limits) : ITruncator
{
    /// <summary>Bytes of the longest character.</summary>
    private const int MaxCharacter = 4;

    private readonly TruncationOutput _output = new();
    private long _read;
    private long _kept;
    private bool _endsLine;
    private bool _isWide;

    public bool IsDone { get; private set; }

    public bool IsTruncated { get; private set; }

    public bool IsFailed => false;

    public long? MalformedAt => null;

    public string? Notice => !IsTruncated ? null
        : limits.Count ? string.Create(CultureInfo.InvariantCulture, $"Only the first {_kept} of {_read} bytes are returned.")
        : string.Create(CultureInfo.InvariantCulture, $"Only the first {_kept} bytes are returned.");

    /// <summary>The last character may still have to go, as long as its end has not come.</summary>
    public ReadOnlyMemory<byte> Ready => _output.Before(IsTruncated || IsDone ? _output.Position : _output.Position - MaxCharacter);

    public void Release(int count) => _output.Release(count);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_read == 0)
        {
            // The mark of UTF-16, which no charset announced: a line of ours would be garbage in it.
            _isWide = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        }

        _read += bytes.Length;
        if (IsTruncated)
        {
            return;
        }

        var room = limits.MaxBytes - _output.Position;
        if (bytes.Length <= room)
        {
            _output.Write(bytes);
            return;
        }

        _output.Write(bytes[..(int)room]);
        Cut(next: bytes[(int)room]);
    }

    public void Complete()
    {
        if (!IsDone)
        {
            Finish();
        }
    }

    public void Pad()
    {
        // There is nothing that means nothing.
    }

    public void Dispose() => _output.Dispose();

    /// <param name="next">The first byte that there is no room for.</param>
    private void Cut(byte next)
    {
        IsTruncated = true;
        _kept = _output.Position - (_isWide ? _output.Position % 2 : Unfinished(next));
        _output.ReturnTo(_kept);
        _endsLine = _output.Held == 0 || _output.From(_kept - 1)[0] == '\n';
        if (!limits.Count)
        {
            Finish();
        }
    }

    /// <summary>How many of the last bytes belong to a character that goes on with <paramref name="next"/>.</summary>
    private int Unfinished(byte next)
    {
        if (!IsContinuation(next))
        {
            return 0;
        }

        var last = _output.From(Math.Max(0, _output.Position - (MaxCharacter - 1)));
        for (var i = 1; i <= last.Length; i++)
        {
            if (!IsContinuation(last[^i]))
            {
                return last[^i] < 0x80 ? 0 : i;
            }
        }

        return 0; // It is no UTF-8 anyway.
    }

    private void Finish()
    {
        IsDone = true;
        if (!IsTruncated || !limits.Note || _isWide)
        {
            return;
        }

        var of = limits.Count ? string.Create(CultureInfo.InvariantCulture, $" of {_read}") : "";
        _output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(_endsLine ? "" : "\n")}[truncated: only the first {_kept}{of} bytes are returned]\n")));
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
