using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>Sends the upstream's log messages of one call as <c>notifications/message</c>, from the caller's level on and not too many.</summary>
/// <param name="reply">The way to the caller.</param>
/// <param name="least">The caller's level.</param>
internal sealed class LogReporter(Reply reply, McpLogLevel least) : ICallLog
{
    /// <summary>More than a person reads of one call; an upstream that logs without end must not flood its caller.</summary>
    private const int MaxMessages = 1000;

    private const int MaxDataBytes = 64 * 1024;

    private int _sent;

    public ValueTask LogAsync(McpLogLevel level, string? logger, ReadOnlyMemory<byte> data)
    {
        if (level < least || data.Length > MaxDataBytes || _sent > MaxMessages)
        {
            return default;
        }

        _sent++;
        return reply.NotifyAsync(_sent <= MaxMessages
            ? Write(level, logger, data)
            : Write(McpLogLevel.Warning, "mcpproxy", "\"Further log messages of this call are not sent.\""u8.ToArray()));
    }

    private static byte[] Write(McpLogLevel level, string? logger, ReadOnlyMemory<byte> data) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, "notifications/message"u8);
        writer.WriteStartObject("params"u8);
        writer.WriteString("level"u8, LogLevels.Name(level));
        if (logger is not null)
        {
            writer.WriteString("logger"u8, logger);
        }

        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(data.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
