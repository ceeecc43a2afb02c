using System.Globalization;
using System.Text;
using McpProxy.Shaping.Truncation;

namespace McpProxy.Shaping.Rows;

/// <summary>
/// Keeps the first rows of a body and counts the others. Rows are copied byte for byte, whole or not at all; a header row, comments
/// and progress always pass.
/// </summary>
/// <param name="limits">What is kept.</param>
/// <param name="format">How the body is divided.</param>
/// <param name="hasHeader">Whether the first row is a header.</param>
/// <param name="handsOverTo">Who tells instead what was left out; null when this one does.</param>
/// <param name="inherits">What was left out before, and is to be told as well; null for nothing.</param>
internal sealed class RowTruncator(RowLimits limits, RowFormat format, bool hasHeader, NoteRelay? handsOverTo = null, NoteRelay? inherits = null) : ITruncator
{
    /// <summary>Longer rows are data: what is none is short.</summary>
    private const int MaxAside = 4096;

    private readonly TruncationOutput _output = new();
    private readonly IRowScanner _scanner = format switch
    {
        RowFormat.Csv => new CsvScanner(),
        RowFormat.Events => new EventScanner(),
        _ => new LineScanner(),
    };

    private State _state = State.Open;
    private long _rowStart;
    private long _rows;
    private long _kept;
    private long? _original;
    private long _asides;
    private bool _awaitsHeader = hasHeader;
    private bool _isCounted;
    private bool _wasLeftOut;
    private bool _endsRow = true;
    private bool _stoppedCounting;

    /// <summary>What becomes of the current row.</summary>
    private enum State
    {
        /// <summary>That is open; its bytes are held.</summary>
        Open,

        Kept,

        LeftOut,
    }

    public bool IsDone { get; private set; }

    public bool IsTruncated { get; private set; }

    public bool IsFailed => false;

    public long? MalformedAt => null;

    public string? Notice => !IsTruncated || handsOverTo is not null ? null
        : _original is { } original ? string.Create(CultureInfo.InvariantCulture, $"Only the first {_kept} of {original} rows are returned.")
        : string.Create(CultureInfo.InvariantCulture, $"Only the first {_kept} rows are returned.");

    /// <summary>With a limit of bytes the row that is read may still have to go.</summary>
    public ReadOnlyMemory<byte> Ready => _output.Before(_state == State.Open || (_state == State.Kept && limits.MaxBytes != long.MaxValue) ? _rowStart : _output.Position);

    /// <summary>What is no data takes no room.</summary>
    private long MaxPosition => limits.MaxBytes > long.MaxValue - _asides ? long.MaxValue : limits.MaxBytes + _asides;

    public void Release(int count) => _output.Release(count);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsDone)
        {
            var end = _scanner.FindEnd(bytes);
            var part = end < 0 ? bytes : bytes[..end];
            Add(part);
            if (end >= 0)
            {
                EndRow(isWhole: true);
            }

            bytes = bytes[part.Length..];
        }
    }

    public void Complete()
    {
        if (IsDone)
        {
            return;
        }

        if (_state != State.Open || _output.Position > _rowStart)
        {
            EndRow(isWhole: false);
        }

        Finish();
    }

    public void Pad()
    {
        if (!IsTruncated || IsDone)
        {
            return;
        }

        if (format is RowFormat.Csv or RowFormat.Tsv)
        {
            // There is nothing that means nothing, and no place for the count either.
            _stoppedCounting = true;
            Finish();
        }
        else if (_state == State.LeftOut || _output.Position == _rowStart)
        {
            _output.Write(format == RowFormat.Events ? ":\n\n"u8 : "\n"u8);
            _rowStart = _output.Position;
        }
    }

    public void Dispose() => _output.Dispose();

    private void Add(ReadOnlySpan<byte> part)
    {
        if (_state == State.LeftOut)
        {
            return;
        }

        _output.Write(part);
        if (_state == State.Open && _output.Position - _rowStart > MaxAside)
        {
            Decide(RowKind.Data);
        }
        else if (_state == State.Kept && _output.Position > MaxPosition)
        {
            _kept -= _isCounted ? 1 : 0;
            LeaveOut();
        }
    }

    private void EndRow(bool isWhole)
    {
        if (_state == State.Open)
        {
            var kind = RowKinds.Of(format, _output.From(_rowStart));
            Decide(kind);
            _asides += kind == RowKind.Aside ? _output.Position - _rowStart : 0;
        }

        _wasLeftOut = _state == State.LeftOut;
        _endsRow = _wasLeftOut ? _endsRow : isWhole;
        _state = State.Open;
        _rowStart = _output.Position;
    }

    private void Decide(RowKind kind)
    {
        _state = State.Kept;
        _isCounted = false;
        if (kind == RowKind.Data && !TryKeep())
        {
            LeaveOut();
        }
        else if (kind == RowKind.Blank && _wasLeftOut)
        {
            _output.ReturnTo(_rowStart);
            _state = State.LeftOut;
        }
    }

    private bool TryKeep()
    {
        if (_awaitsHeader)
        {
            _awaitsHeader = false;
            return _output.Position <= MaxPosition;
        }

        _rows++;
        if (IsTruncated || _rows > limits.MaxRows || _output.Position > MaxPosition)
        {
            return false;
        }

        _kept++;
        _isCounted = true;
        return true;
    }

    private void LeaveOut()
    {
        IsTruncated = true;
        _output.ReturnTo(_rowStart);
        _state = State.LeftOut;
        if (!limits.Count)
        {
            Finish();
        }
    }

    private void Finish()
    {
        IsDone = true;
        var wasCut = inherits is { HasLeftOutRows: true };
        var counts = limits.Count && !_stoppedCounting;
        _original = wasCut && (counts || !IsTruncated) ? inherits!.OriginalRows : counts ? _rows : null;
        IsTruncated |= wasCut;
        if (IsTruncated && handsOverTo is not null)
        {
            handsOverTo.AddRows(_original, limits.Note);
            return;
        }

        if (!IsTruncated || !(limits.Note || (wasCut && inherits!.IsTold)) || format is RowFormat.Csv or RowFormat.Tsv)
        {
            return;
        }

        var original = _original is { } count ? string.Create(CultureInfo.InvariantCulture, $"\"original_count\":{count},") : "";
        var note = string.Create(CultureInfo.InvariantCulture, $"{{\"truncated\":true,{original}\"returned_count\":{_kept}}}");
        _output.Write(Encoding.UTF8.GetBytes(format switch
        {
            RowFormat.Events => $"{(_endsRow ? "" : "\n\n")}event: truncated\ndata: {note}\n\n",
            RowFormat.JsonSequence => $"{(_endsRow ? "" : "\n")}\u001e{note}\n",
            _ => $"{(_endsRow ? "" : "\n")}{note}\n",
        }));
        _rowStart = _output.Position;
        _state = State.Open;
    }
}
