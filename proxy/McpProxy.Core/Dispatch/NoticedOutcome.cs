using System.Buffers;
using System.Text.Json;
using McpProxy.Context;

namespace McpProxy.Dispatch;

/// <summary>A tool result with something that the caller should know besides, in its <c>_meta</c>. Rare, so it is read and written once more.</summary>
internal sealed class NoticedOutcome(ToolOutcome inner, IReadOnlyList<ExchangeNotice> notices) : ToolOutcome
{
    public override bool IsError => inner.IsError;

    public override ProxyError? Error => inner.Error;

    public override string? RequestId => inner.RequestId;

    public override void Dispose() => inner.Dispose();

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var raw = new Utf8JsonWriter(buffer))
        {
            inner.WriteTo(raw, dialect);
        }

        using var result = JsonDocument.Parse(buffer.WrittenMemory);
        writer.WriteStartObject();
        writer.WriteStartObject("_meta"u8);
        if (result.RootElement.TryGetProperty("_meta"u8, out var meta) && meta.ValueKind == JsonValueKind.Object)
        {
            WriteMembers(writer, meta, ContextNames.NoticeMeta);
        }

        WriteNotices(writer);
        writer.WriteEndObject();
        WriteMembers(writer, result.RootElement, "_meta");
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement source, string without)
    {
        foreach (var member in source.EnumerateObject())
        {
            if (!member.NameEquals(without))
            {
                member.WriteTo(writer);
            }
        }
    }

    private void WriteNotices(Utf8JsonWriter writer)
    {
        writer.WriteStartArray(ContextNames.NoticeMeta);
        foreach (var notice in notices)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, notice.Code);
            writer.WriteString("message"u8, notice.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
