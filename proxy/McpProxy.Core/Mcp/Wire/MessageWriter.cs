using System.Buffers;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Wire;

/// <summary>Writes whole JSON-RPC messages on one line.</summary>
internal static class MessageWriter
{
    private static ReadOnlySpan<byte> Start => "{\"jsonrpc\":\"2.0\",\"id\":"u8;

    private static ReadOnlySpan<byte> Result => ",\"result\":"u8;

    /// <summary>The size of a message made by <see cref="WriteResult(IBufferWriter{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>.</summary>
    public static int ResultLength(int idLength, int resultLength) => Start.Length + idLength + Result.Length + resultLength + 1;

    public static void WriteResult(IBufferWriter<byte> output, ReadOnlySpan<byte> id, ReadOnlySpan<byte> result)
    {
        WriteStart(output, id);
        output.Write(result);
        output.Write("}"u8);
    }

    /// <summary>Writes the message that answers a tool call.</summary>
    /// <returns>Its size in bytes.</returns>
    public static long WriteResult(IBufferWriter<byte> output, ReadOnlySpan<byte> id, ToolOutcome outcome, ResultDialect dialect, JsonWriterPool writers)
    {
        if (outcome is JsonOutcome json)
        {
            return WriteResult(output, id, json, dialect);
        }

        long length;
        WriteStart(output, id);
        var writer = writers.Rent(output);
        try
        {
            outcome.WriteTo(writer, dialect);
            writer.Flush();
            length = ResultLength(id.Length, 0) + writer.BytesCommitted;
        }
        finally
        {
            writers.Return(writer);
        }

        output.Write("}"u8);
        return length;
    }

    /// <summary>Writes the answers to a batch as one.</summary>
    public static void WriteBatch(IBufferWriter<byte> output, IReadOnlyCollection<ReadOnlyMemory<byte>> messages)
    {
        var separator = "["u8;
        foreach (var message in messages)
        {
            output.Write(separator);
            output.Write(message.Span);
            separator = ","u8;
        }

        output.Write("]"u8);
    }

    /// <summary>Writes a response again that was read.</summary>
    public static byte[] Copy(Envelope response) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(response.Id.Span, skipInputValidation: true);
        var (name, value) = response.Error.IsMissing ? ("result", response.Result) : ("error", response.Error);
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Raw.Span, skipInputValidation: true);
        writer.WriteEndObject();
    });

    /// <summary>Writes an error; its id is left out when it is not known, as the schema of 2026-07-28 wants.</summary>
    public static void WriteError(Utf8JsonWriter writer, ReadOnlySpan<byte> id, McpFault fault)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        if (!id.IsEmpty)
        {
            writer.WritePropertyName("id"u8);
            writer.WriteRawValue(id, skipInputValidation: true);
        }

        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, fault.Code);
        writer.WriteString("message"u8, fault.Message);
        if (!fault.Data.IsEmpty)
        {
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(fault.Data.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static long WriteResult(IBufferWriter<byte> output, ReadOnlySpan<byte> id, JsonOutcome outcome, ResultDialect dialect)
    {
        var writer = new RawJsonWriter(output, outcome.ExpectedLength);
        writer.Write(Start);
        writer.Write(id);
        writer.Write(Result);
        outcome.WriteTo(ref writer, dialect);
        writer.Write("}"u8);
        return writer.Flush();
    }

    private static void WriteStart(IBufferWriter<byte> output, ReadOnlySpan<byte> id)
    {
        output.Write(Start);
        output.Write(id);
        output.Write(Result);
    }
}
