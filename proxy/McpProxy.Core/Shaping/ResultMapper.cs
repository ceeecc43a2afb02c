using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;
using McpProxy.Telemetry;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping;

/// <summary>Turns a whole upstream answer with a status that says success into a tool result.</summary>
internal sealed class ResultMapper(McpProxyMetrics metrics) : IAnswerMapper
{
    /// <summary>Deepest nesting of an answer that is read as JSON.</summary>
    public const int MaxJsonDepth = 512;

    private const string ToolResultType = "application/vnd.mcp.tool-result+json";

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        var outcome = MapAnswer(answer);
        return answer.Tool.OutputSchema is { } schema ? KeepPromise(answer, schema, outcome) : outcome;
    }

    /// <summary>
    /// Clients refuse a result without structured content when the tool declares an output schema (MCP, server/tools), so
    /// such an answer is an error in both modes. JSON answers were checked when they were mapped.
    /// </summary>
    private ToolOutcome KeepPromise(UpstreamAnswer answer, CompiledSchema schema, ToolOutcome outcome)
    {
        if (outcome is JsonOutcome or ErrorOutcome or InputRequiredOutcome || (outcome is UpstreamResultOutcome made && (made.IsError || made.FitsOutput(schema))))
        {
            return outcome;
        }

        metrics.OutputMismatch(answer.Tool.Name);
        if (outcome is UpstreamResultOutcome { HasStructuredContent: true } && answer.Tool.OutputValidation == OutputValidation.Lenient)
        {
            return outcome;
        }

        outcome.Dispose();
        return new ErrorOutcome(
            new ProxyError(ProxyErrorKind.UpstreamHttp, "output_schema_mismatch", $"The upstream's answer to {answer.Tool.Name} does not fit the tool's output schema.") { Status = answer.Status },
            answer.RequestId, declaresOutput: true);
    }

    private ToolOutcome MapAnswer(UpstreamAnswer answer)
    {
        var tool = answer.Tool;
        if (tool.Response.Kind == ResponseKind.Link)
        {
            return new LinkOutcome(ResourceUri.Of(answer), tool.Name, answer.MediaTypeOr("application/octet-stream"), answer.Length);
        }

        return answer.Sink switch
        {
            EventStreamSink stream => MapEvents(answer, stream),
            BufferSink { TooLarge: true } or EventStreamSink { TooLarge: true } => TooLarge(answer),
            BufferSink { Problem: { } problem } buffer => Refused(answer, buffer.Buffer, problem.Code, problem.Message, problem.Kind),
            BufferSink buffer => MapBody(answer, buffer.Buffer),
            _ => new TextOutcome(Empty(answer)),
        };
    }

    /// <summary>For answers that are not to become tool results: what the upstream asks for, or null when it asks for nothing.</summary>
    public static ToolOutcome? FindInput(UpstreamAnswer answer) =>
        answer.MediaType == ToolResultType && answer.Headers.ContentEncoding.Count == 0 && answer.Sink is BufferSink { TooLarge: false } sink ? TakeInput(answer, sink.Buffer) : null;

    private static ToolOutcome? TakeInput(UpstreamAnswer answer, PooledBuffer body)
    {
        var asked = InputRequiredReader.Read(answer, body, out var problem);
        if (problem is not null)
        {
            return BadToolResult(answer, body, problem);
        }

        if (asked is not null)
        {
            body.Dispose();
        }

        return asked;
    }

    private static ErrorOutcome BadToolResult(UpstreamAnswer answer, PooledBuffer body, string problem) =>
        Refused(answer, body, "bad_tool_result", $"The upstream labelled its answer an MCP tool result, but {problem}.");

    private static PooledBuffer Empty(UpstreamAnswer answer)
    {
        var text = new PooledBuffer(64);
        text.Write(System.Text.Encoding.UTF8.GetBytes($"{answer.Status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status)}, no content."));
        return text;
    }

    private ToolOutcome MapEvents(UpstreamAnswer answer, EventStreamSink stream)
    {
        if (stream.TooLarge)
        {
            return TooLarge(answer);
        }

        if (stream.Count == 0)
        {
            stream.Dispose();
            return new TextOutcome(Empty(answer));
        }

        var kept = stream.Kept;
        if (stream.AllJson && stream.Rules is { } rules)
        {
            ShapeEach(rules, ref kept);
        }

        if (stream.Count == 1)
        {
            kept.Truncate(kept.Length - 1);
        }

        if (!stream.AllJson)
        {
            return new TextOutcome(kept);
        }

        return MapJson(answer, stream.Count == 1 ? kept : Wrap(kept));
    }

    /// <summary>What is kept of an answer is kept of each event.</summary>
    private static void ShapeEach(TruncationRules rules, ref PooledBuffer lines)
    {
        var kept = new PooledBuffer(lines.Length);
        foreach (var range in lines.WrittenSpan[..^1].Split((byte)'\n'))
        {
            JsonTruncator.Shorten(rules, lines.WrittenSpan[range], kept);
            kept.WriteByte((byte)'\n');
        }

        lines.Dispose();
        lines = kept;
    }

    /// <summary>Several JSON events become one object, so that older revisions can take it as structured content.</summary>
    private static PooledBuffer Wrap(PooledBuffer lines)
    {
        var wrapped = new PooledBuffer(lines.Length + 16);
        wrapped.Write("{\"events\":["u8);
        wrapped.Write(lines.WrittenSpan[..^1]);
        wrapped.Written.Replace((byte)'\n', (byte)',');
        wrapped.Write("]}"u8);
        lines.Dispose();
        return wrapped;
    }

    private ToolOutcome MapBody(UpstreamAnswer answer, PooledBuffer body)
    {
        if (ContentDecoder.Decode(answer, ref body) is { } failure)
        {
            return failure;
        }

        var type = answer.MediaType;
        if (type == ToolResultType)
        {
            return TakeInput(answer, body) ?? (ToolOutcome?)UpstreamResultOutcome.TryRead(body, out var problem) ?? BadToolResult(answer, body, problem);
        }

        if (answer.Tool.Response.Kind == ResponseKind.Resource)
        {
            return Resource(answer, body);
        }

        var text = MediaType.IsJson(type) || MediaType.IsText(type) || (type.Length == 0 && System.Text.Unicode.Utf8.IsValid(body.WrittenSpan));
        if (text)
        {
            TextTranscoder.ToUtf8(answer.ContentType, ref body);
            var json = answer.Tool.Response.Kind != ResponseKind.Text && (MediaType.IsJson(type) || type.Length == 0) && JsonCheck.IsOneValue(body.WrittenSpan);
            return json ? MapJson(answer, body) : new TextOutcome(body);
        }

        return Binary(answer, body, type);
    }

    private static ToolOutcome Binary(UpstreamAnswer answer, PooledBuffer body, string type)
    {
        if (body.Length > answer.Tool.Response.MaxInlineBytes)
        {
            var length = body.Length;
            body.Dispose();
            return new LinkOutcome(ResourceUri.Of(answer), answer.Tool.Name, type, length);
        }

        var block = type.StartsWith("image/", StringComparison.Ordinal) ? MediaBlock.Image
            : type.StartsWith("audio/", StringComparison.Ordinal) ? MediaBlock.Audio
            : MediaBlock.Resource;
        return new MediaOutcome(block, body, type.Length == 0 ? "application/octet-stream" : type, ResourceUri.Of(answer), isText: false);
    }

    private static MediaOutcome Resource(UpstreamAnswer answer, PooledBuffer body)
    {
        var type = answer.MediaTypeOr("application/octet-stream");
        var isText = MediaType.IsJson(type) || MediaType.IsText(type);
        if (isText)
        {
            TextTranscoder.ToUtf8(answer.ContentType, ref body);
        }

        return new MediaOutcome(MediaBlock.Resource, body, type, ResourceUri.Of(answer), isText);
    }

    private ToolOutcome MapJson(UpstreamAnswer answer, PooledBuffer json)
    {
        var tool = answer.Tool;
        if (tool.OutputSchema is { } schema && !Fits(schema, json))
        {
            metrics.OutputMismatch(tool.Name);
            if (tool.OutputValidation == OutputValidation.Strict)
            {
                return Refused(answer, json, "output_schema_mismatch", "The upstream's answer does not fit the tool's output schema.");
            }
        }

        var isObject = json.WrittenSpan.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        return new JsonOutcome(json, isObject, wrap: !tool.Definition.OutputSchema.IsEmpty && !tool.Definition.OutputSchemaIsObject);
    }

    private static bool Fits(CompiledSchema schema, PooledBuffer json)
    {
        using var tape = TryParse(json.WrittenMemory);
        return tape is not null && schema.Validate(tape, JsonTape.Root, null);
    }

    /// <summary>Null for JSON that the tape refuses although it is valid: repeated names.</summary>
    private static JsonTape? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonTape.Parse(json, MaxJsonDepth);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ToolOutcome TooLarge(UpstreamAnswer answer)
    {
        var limit = answer.Tool.Response.MaxBytes;
        answer.Sink?.Dispose();
        var type = answer.MediaType;
        if (type.Length > 0 && !MediaType.IsJson(type) && !MediaType.IsText(type))
        {
            return new LinkOutcome(ResourceUri.Of(answer), answer.Tool.Name, type, answer.Length);
        }

        var size = answer.Length is { } length ? $" It announced {length} bytes." : "";
        return new ErrorOutcome(
            new ProxyError(ProxyErrorKind.ResponseTooLarge, "response_too_large", $"The answer to {answer.Tool.Name} is larger than the limit of {limit} bytes.{size}")
            {
                Status = answer.Status,
                Hint = "Ask for less: use the tool's filters, a smaller page or a shorter period. Operators can raise Response:MaxBytes of the tool.",
            },
            answer.RequestId, declaresOutput: !answer.Tool.Definition.OutputSchema.IsEmpty);
    }

    private static ErrorOutcome Refused(UpstreamAnswer answer, PooledBuffer body, string code, string message, ProxyErrorKind kind = ProxyErrorKind.UpstreamHttp)
    {
        body.Dispose();
        return new ErrorOutcome(new ProxyError(kind, code, message) { Status = answer.Status }, answer.RequestId, declaresOutput: !answer.Tool.Definition.OutputSchema.IsEmpty);
    }
}
