using System.Text.Json;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Hosting;

namespace McpProxy.Mcp.Engines;

/// <summary>
/// Serves <c>subscriptions/listen</c> (2026-07-28, basic/patterns/subscriptions): says what it will send, sends it while
/// the client listens, and ends with a result when the server stops.
/// </summary>
internal sealed class ToolListSubscription(ToolListChanges changes, IHostApplicationLifetime lifetime)
{
    /// <summary>Sends what was subscribed to until the server stops.</summary>
    /// <param name="request">The request.</param>
    /// <param name="notify">Sends a whole notification.</param>
    /// <param name="cancellationToken">The client stopped listening; throws <see cref="OperationCanceledException"/>.</param>
    public async ValueTask ListenAsync(McpRequest request, Func<ReadOnlyMemory<byte>, ValueTask> notify, CancellationToken cancellationToken)
    {
        var envelope = request.Envelope;
        // Taken before the client knows that it listens: no change can fall between.
        var seen = changes.Current;
        await notify(Acknowledgement(envelope));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await (envelope.WantsToolsListChanged ? seen.Replaced : Task.Delay(Timeout.Infinite, ends.Token)).WaitAsync(ends.Token);
                seen = changes.Current;
                await notify(ListChanged(envelope));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>The result that ends a subscription when the server stops.</summary>
    public static byte[] FinalResult(McpRequest request) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "complete"u8);
        writer.WriteStartObject("_meta"u8);
        WriteSubscriptionId(writer, request.Envelope);
        ServerMetaWriter.WriteServerInfo(writer, request.Dialect);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static byte[] Acknowledgement(Envelope envelope) => Notification("notifications/subscriptions/acknowledged"u8, envelope, writer =>
    {
        writer.WriteStartObject("notifications"u8);
        if (envelope.WantsToolsListChanged)
        {
            writer.WriteBoolean("toolsListChanged"u8, true);
        }

        writer.WriteEndObject();
    });

    private static byte[] ListChanged(Envelope envelope) => Notification("notifications/tools/list_changed"u8, envelope, static _ => { });

    private static byte[] Notification(ReadOnlySpan<byte> method, Envelope envelope, Action<Utf8JsonWriter> writeParams)
    {
        var name = JsonEncodedText.Encode(method);
        return JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writer.WriteString("method"u8, name);
            writer.WriteStartObject("params"u8);
            writeParams(writer);
            writer.WriteStartObject("_meta"u8);
            WriteSubscriptionId(writer, envelope);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void WriteSubscriptionId(Utf8JsonWriter writer, Envelope envelope)
    {
        writer.WritePropertyName("io.modelcontextprotocol/subscriptionId"u8);
        writer.WriteRawValue(envelope.Id.Span, skipInputValidation: true);
    }
}
