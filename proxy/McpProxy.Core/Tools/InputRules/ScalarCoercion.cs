using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.InputRules;

/// <summary>Mends single values: those of an argument, or the items of a list. Immutable.</summary>
internal sealed class ScalarCoercion
{
    /// <summary>Texts with escapes are undone up to here; no number, time or name is longer.</summary>
    private const int MaxEscaped = 512;

    /// <summary>What the schema takes: such values stay as they are, but for texts that are to become other texts.</summary>
    public required JsonTypes Types { get; init; }

    /// <summary>The allowed texts; null where case matters.</summary>
    public EnumTable? Texts { get; init; }

    /// <summary>Whether numbers and booleans become text.</summary>
    public bool ToText { get; init; }

    /// <summary>Whether text becomes a number.</summary>
    public bool ToNumber { get; init; }

    /// <summary>Whether times become a date.</summary>
    public bool ToDate { get; init; }

    /// <summary>How times become milliseconds; null where they do not.</summary>
    public TimeForm? ToMilliseconds { get; init; }

    /// <summary>Writes what a value becomes; nothing when it stays as it is.</summary>
    public bool TryWrite(JsonTape tape, int node, PooledBuffer output)
    {
        switch (tape.Kind(node))
        {
            case JsonTokenType.String when !tape.HasEscapes(node):
                return TryWriteText(tape.EscapedText(node), output);
            case JsonTokenType.String when tape.MaxTextLength(node) <= MaxEscaped:
                Span<byte> text = stackalloc byte[MaxEscaped];
                return TryWriteText(text[..tape.CopyText(node, text)], output);
            case JsonTokenType.Number when (Types & JsonTypes.Number) == 0:
                return TryWriteNumber(tape.RawSpan(node), output);
            case JsonTokenType.True or JsonTokenType.False when ToText && (Types & JsonTypes.Boolean) == 0:
                WriteAsText(tape.RawSpan(node), output);
                return true;
            default:
                return false;
        }
    }

    private bool TryWriteText(ReadOnlySpan<byte> text, PooledBuffer output)
    {
        if (ToMilliseconds is { } form && IsoTime.TryParse(text, out var instant))
        {
            TimeText.WriteMilliseconds(output, instant.UnixMilliseconds, form);
            return true;
        }

        if (ToDate && TryReadDate(text, out var date))
        {
            TimeText.WriteDate(output, date);
            return true;
        }

        if (ToNumber && NumberText.IsNumber(text))
        {
            output.Write(text);
            return true;
        }

        if (Texts is not null && Texts.TryFind(text, out var allowed))
        {
            output.Write(allowed);
            return true;
        }

        return false;
    }

    private bool TryWriteNumber(ReadOnlySpan<byte> number, PooledBuffer output)
    {
        if (ToDate && UnixTime.TryReadDate(number, out var date))
        {
            TimeText.WriteDate(output, date);
            return true;
        }

        if (ToText)
        {
            WriteAsText(number, output);
        }

        return ToText;
    }

    private void WriteAsText(ReadOnlySpan<byte> literal, PooledBuffer output)
    {
        if (Texts is not null && Texts.TryFind(literal, out var allowed))
        {
            output.Write(allowed);
            return;
        }

        output.WriteByte((byte)'"');
        output.Write(literal);
        output.WriteByte((byte)'"');
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        if (IsoTime.TryParse(text, out var time))
        {
            date = time.Date;
            return time.HasTime || text.Length == 8;
        }

        return UnixTime.TryReadDate(text, out date);
    }
}
