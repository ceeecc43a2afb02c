using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>Writes the events of one YAML document as JSON.</summary>
internal sealed partial class YamlWriter(IParser parser, Utf8JsonWriter writer)
{
    private const int MaxDepth = 200;

    private readonly Dictionary<string, List<ParsingEvent>> _anchors = new(StringComparer.Ordinal);
    private readonly List<List<ParsingEvent>> _recordings = [];
    private int _depth;

    public void WriteDocument()
    {
        while (Next() is not DocumentStart)
        {
            // The stream begins, and comments may stand before the document.
        }

        Write(Next());
    }

    private ParsingEvent Next()
    {
        if (!parser.MoveNext() || parser.Current is not { } next)
        {
            throw new YamlException("The document ends too early.");
        }

        foreach (var recording in _recordings)
        {
            recording.Add(next);
        }

        return next;
    }

    private void Write(ParsingEvent node)
    {
        if (node is AnchorAlias alias)
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var events))
            {
                throw new YamlException(alias.Start, alias.End, "An alias comes before its anchor.");
            }

            Replay(events);
            return;
        }

        if (node is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            var recording = new List<ParsingEvent> { node };
            _recordings.Add(recording);
            WriteNode(node);
            _recordings.Remove(recording);
            // Known from here on only: an anchor that holds itself would have no end.
            _anchors[anchored.Anchor.Value] = recording;
            return;
        }

        WriteNode(node);
    }

    private void WriteNode(ParsingEvent node)
    {
        if (++_depth > MaxDepth)
        {
            throw new YamlException(node.Start, node.End, "The document is nested too deeply.");
        }

        switch (node)
        {
            case MappingStart:
                WriteMapping(Next);
                break;
            case SequenceStart:
                WriteSequence(Next);
                break;
            case Scalar scalar:
                WriteScalar(scalar);
                break;
            default:
                throw new YamlException(node.Start, node.End, "This is no value.");
        }

        _depth--;
        CheckSize();
    }

    private void WriteMapping(Func<ParsingEvent> next)
    {
        writer.WriteStartObject();
        for (var key = next(); key is not MappingEnd; key = next())
        {
            if (key is not Scalar name)
            {
                throw new YamlException(key.Start, key.End, "A key is a plain text.");
            }

            writer.WritePropertyName(name.Value);
            Write(next());
        }

        writer.WriteEndObject();
    }

    private void WriteSequence(Func<ParsingEvent> next)
    {
        writer.WriteStartArray();
        for (var item = next(); item is not SequenceEnd; item = next())
        {
            Write(item);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes what an anchor stands for: the same events again, aliases inside it included.</summary>
    private void Replay(List<ParsingEvent> events)
    {
        var position = 0;
        WriteAgain(events, ref position);
    }

    private void WriteAgain(List<ParsingEvent> events, ref int position)
    {
        if (++_depth > MaxDepth)
        {
            throw new YamlException("The document is nested too deeply.");
        }

        switch (events[position++])
        {
            case MappingStart:
                writer.WriteStartObject();
                while (events[position] is not MappingEnd)
                {
                    writer.WritePropertyName(((Scalar)events[position++]).Value);
                    WriteAgain(events, ref position);
                }

                position++;
                writer.WriteEndObject();
                break;
            case SequenceStart:
                writer.WriteStartArray();
                while (events[position] is not SequenceEnd)
                {
                    WriteAgain(events, ref position);
                }

                position++;
                writer.WriteEndArray();
                break;
            case AnchorAlias alias when _anchors.TryGetValue(alias.Value.Value, out var inner) && inner != events:
                Replay(inner);
                break;
            case Scalar scalar:
                WriteScalar(scalar);
                break;
            default:
                throw new YamlException("An anchor holds itself.");
        }

        _depth--;
        CheckSize();
    }

    private void CheckSize()
    {
        if (writer.BytesCommitted + writer.BytesPending > DocumentReader.MaxBytes)
        {
            throw new DocumentException(OpenApiErrorCodes.Unreadable, $"It comes to more than {DocumentReader.MaxBytes / (1024 * 1024)} MiB when its anchors are written out.");
        }
    }

    /// <summary>YAML 1.2.2, section 10.3.2; everything else and everything in quotes is a text.</summary>
    private void WriteScalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain)
        {
            writer.WriteStringValue(text);
            return;
        }

        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            case var _ when JsonNumber().IsMatch(text):
                writer.WriteRawValue(text);
                break;
            case var _ when OtherNumber().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex OtherNumber();
}
