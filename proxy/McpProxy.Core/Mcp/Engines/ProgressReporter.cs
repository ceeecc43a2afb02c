using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>
/// Sends progress of one call as <c>notifications/progress</c>, in steps that increase. An upstream that reports without end does
/// not flood its caller: after every 1,000 notifications only every second report of those so far is sent on. A million become 11,000.
/// </summary>
internal sealed class ProgressReporter(Func<ReadOnlyMemory<byte>, ValueTask> notify, ReadOnlyMemory<byte> token, ProtocolRevision revision) : ICallProgress
{
    private const int SentBeforeThinning = 1000;

    private double _last = double.NegativeInfinity;
    private int _sent;
    private long _step = 1;
    private long _skipped;

    public ValueTask ReportAsync(double progress, double? total, string? message, CancellationToken cancellationToken)
    {
        // MCP: the value must increase with each notification, and JSON has no infinity.
        if (!double.IsFinite(progress) || progress <= _last)
        {
            return default;
        }

        _last = progress;
        if (++_skipped < _step)
        {
            return default;
        }

        _skipped = 0;
        if (++_sent % SentBeforeThinning == 0)
        {
            _step *= 2;
        }

        return notify(Write(progress, total, message));
    }

    private byte[] Write(double progress, double? total, string? message) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, "notifications/progress"u8);
        writer.WriteStartObject("params"u8);
        writer.WritePropertyName("progressToken"u8);
        writer.WriteRawValue(token.Span, skipInputValidation: true);
        writer.WriteNumber("progress"u8, progress);
        if (total is { } limit && double.IsFinite(limit))
        {
            writer.WriteNumber("total"u8, limit);
        }

        if (message is not null && revision.HasAudio)
        {
            writer.WriteString("message"u8, message); // Since 2025-03-26.
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
