using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools.Schema;

namespace McpProxy.Prompts.Rendering;

/// <summary>A prompt that an upstream rendered as JSON: checked, then passed on with the members that MCP knows.</summary>
internal sealed class RenderedPromptOutcome : ToolOutcome
{
    private readonly PooledBuffer _body;
    private readonly JsonTape _tape;

    private RenderedPromptOutcome(PooledBuffer body, JsonTape tape)
    {
        _body = body;
        _tape = tape;
    }

    public override bool IsError => false;

    /// <summary>Reads a prompt; takes <paramref name="body"/> over when it returns one, else says what is wrong.</summary>
    public static RenderedPromptOutcome? TryRead(PooledBuffer body, out string problem)
    {
        LineBreaks.Blank(body.Written);
        JsonTape tape;
        try
        {
            tape = JsonTape.Parse(body.WrittenMemory, ResultMapper.MaxJsonDepth);
        }
        catch (JsonException)
        {
            problem = "it is not valid JSON, or it repeats a member name";
            return null;
        }

        problem = RenderedPromptCheck.Check(tape) ?? "";
        if (problem.Length == 0)
        {
            return new RenderedPromptOutcome(body, tape);
        }

        tape.Dispose();
        return null;
    }

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        WriteMember(writer, JsonTape.Root, "description"u8);
        writer.WriteStartArray("messages"u8);
        _tape.TryGetProperty(JsonTape.Root, "messages"u8, out var messages);
        var end = _tape.Next(messages);
        for (var message = messages + 1; message < end; message = _tape.Next(message))
        {
            writer.WriteStartObject();
            WriteMember(writer, message, "role"u8);
            writer.WritePropertyName("content"u8);
            _tape.TryGetProperty(message, "content"u8, out var content);
            WriteContent(writer, content, dialect);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose()
    {
        _tape.Dispose();
        _body.Dispose();
    }

    private void WriteContent(Utf8JsonWriter writer, int content, ResultDialect dialect)
    {
        if (_tape.Kind(content) == JsonTokenType.String)
        {
            ResultWriter.WriteText(writer, _tape.GetString(content));
            return;
        }

        _tape.TryGetProperty(content, "type"u8, out var type);
        if (_tape.TextEquals(type, "resource_link"u8) && !dialect.ResourceLinks)
        {
            _tape.TryGetProperty(content, "uri"u8, out var uri);
            ResultWriter.WriteText(writer, $"See {_tape.GetString(uri)}.");
        }
        else if (_tape.TextEquals(type, "audio"u8) && !dialect.Audio)
        {
            ResultWriter.WriteText(writer, "(A sound, which this revision of MCP cannot carry.)");
        }
        else
        {
            WriteBlock(writer, content, dialect);
        }
    }

    private void WriteBlock(Utf8JsonWriter writer, int content, ResultDialect dialect)
    {
        writer.WriteStartObject();
        var end = _tape.Next(content);
        for (var name = content + 1; name < end; name = _tape.Next(name + 1))
        {
            // Content has had _meta since 2025-06-18, as long as results have had structured content.
            if (RenderedPromptCheck.IsKnown(_tape, name) && (dialect.StructuredContent || !_tape.TextEquals(name, "_meta"u8)))
            {
                writer.WritePropertyName(_tape.GetString(name));
                writer.WriteRawValue(_tape.RawSpan(name + 1), skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteMember(Utf8JsonWriter writer, int parent, ReadOnlySpan<byte> name)
    {
        if (_tape.TryGetProperty(parent, name, out var value) && _tape.Kind(value) == JsonTokenType.String)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(_tape.RawSpan(value), skipInputValidation: true);
        }
    }
}
