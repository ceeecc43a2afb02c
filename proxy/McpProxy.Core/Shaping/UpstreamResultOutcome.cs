using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping;

/// <summary>
/// A result that the upstream made itself (<c>application/vnd.mcp.tool-result+json</c>). Its members pass through; what the
/// protocol revision decides (<c>resultType</c>, server info) is ours.
/// </summary>
internal sealed class UpstreamResultOutcome : ToolOutcome
{
    private readonly PooledBuffer _body;
    private readonly JsonTape _tape;

    private UpstreamResultOutcome(PooledBuffer body, JsonTape tape)
    {
        _body = body;
        _tape = tape;
        IsError = tape.TryGetProperty(JsonTape.Root, "isError"u8, out var error) && tape.Kind(error) == JsonTokenType.True;
    }

    public override bool IsError { get; }

    public bool HasStructuredContent => _tape.TryGetProperty(JsonTape.Root, "structuredContent"u8, out _);

    /// <summary>Whether there is structured content and it fits.</summary>
    public bool FitsOutput(CompiledSchema schema) =>
        _tape.TryGetProperty(JsonTape.Root, "structuredContent"u8, out var content) && schema.Validate(_tape, content, null);

    /// <summary>Reads a result; takes <paramref name="body"/> over when it returns one, else says what is wrong.</summary>
    public static UpstreamResultOutcome? TryRead(PooledBuffer body, out string problem)
    {
        LineBreaks.Blank(body.Written);
        JsonTape tape;
        try
        {
            tape = JsonTape.Parse(body.WrittenMemory, ResultMapper.MaxJsonDepth);
        }
        catch (JsonException)
        {
            problem = "it is not valid JSON";
            return null;
        }

        problem = Check(tape);
        if (problem.Length == 0)
        {
            return new UpstreamResultOutcome(body, tape);
        }

        tape.Dispose();
        return null;
    }

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        WriteMember(writer, "content"u8);
        if (dialect.StructuredContent)
        {
            WriteMember(writer, "structuredContent"u8);
        }

        writer.WriteBoolean("isError"u8, IsError);
        WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose()
    {
        _tape.Dispose();
        _body.Dispose();
    }

    private static string Check(JsonTape tape)
    {
        if (tape.Kind(JsonTape.Root) != JsonTokenType.StartObject)
        {
            return "it is not an object";
        }

        if (tape.TryGetProperty(JsonTape.Root, "resultType"u8, out var type) && !tape.TextEquals(type, "complete"u8))
        {
            return "its resultType is neither 'complete' nor 'input_required'";
        }

        if (!tape.TryGetProperty(JsonTape.Root, "content"u8, out var content) || tape.Kind(content) != JsonTokenType.StartArray)
        {
            return "it has no 'content' array";
        }

        var end = tape.Next(content);
        for (var block = content + 1; block < end; block = tape.Next(block))
        {
            if (tape.Kind(block) != JsonTokenType.StartObject || !tape.TryGetProperty(block, "type"u8, out var kind) || tape.Kind(kind) != JsonTokenType.String)
            {
                return "a content block has no 'type'";
            }
        }

        return "";
    }

    private void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        if (_tape.TryGetProperty(JsonTape.Root, name, out var value))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(_tape.RawSpan(value), skipInputValidation: true);
        }
    }

    private void WriteMeta(Utf8JsonWriter writer, ResultDialect dialect)
    {
        var own = _tape.TryGetProperty(JsonTape.Root, "_meta"u8, out var meta) && _tape.Kind(meta) == JsonTokenType.StartObject;
        if (!own)
        {
            ResultWriter.WriteMeta(writer, dialect);
            return;
        }

        writer.WriteStartObject("_meta"u8);
        ResultWriter.WriteServerInfo(writer, dialect);
        var end = _tape.Next(meta);
        for (var name = meta + 1; name < end; name = _tape.Next(name + 1))
        {
            if (!_tape.TextEquals(name, "io.modelcontextprotocol/serverInfo"u8))
            {
                writer.WritePropertyName(_tape.GetString(name));
                writer.WriteRawValue(_tape.RawSpan(name + 1), skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }
}
