using System.Net.ServerSentEvents;

namespace McpProxy.Mcp.Bridge;

/// <summary>Reads the messages of an event stream as they arrive.</summary>
internal static class RemoteEvents
{
    public const string MediaType = "text/event-stream";

    /// <summary>Reads until the stream ends or breaks; both look the same to the caller, who must say what was missing.</summary>
    /// <param name="response">An answer of this media type.</param>
    /// <param name="maxMessageBytes">Largest message.</param>
    /// <param name="position">Where ids and delays are noted.</param>
    /// <param name="silence">Ends the reading.</param>
    public static async IAsyncEnumerable<byte[]> ReadAsync(HttpResponseMessage response, int maxMessageBytes, StreamPosition position, Silence silence)
    {
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        await using var bounded = new AnswerStream(body, maxMessageBytes, silence);
        var parser = SseParser.Create(bounded, static (_, data) => data.ToArray());
        await using var events = parser.EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        while (await MoveNextAsync(events))
        {
            bounded.NextMessage();
            position.Note(parser.LastEventId, parser.ReconnectionInterval);
            // Without data it only says from where the stream can be resumed (2025-11-25, streamable HTTP).
            if (events.Current.Data is { Length: > 0 } message && events.Current.EventType == "message")
            {
                yield return message;
            }
        }

        // The last fields may not have been followed by an event.
        position.Note(parser.LastEventId, parser.ReconnectionInterval);
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<SseItem<byte[]>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
