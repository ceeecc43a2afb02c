using System.Text.Json;

namespace McpProxy.Mcp.Wire;

/// <summary>Takes a JSON-RPC batch apart (2025-03-26, basic). Its messages are read one by one, so that a wrong one does not spoil the others.</summary>
internal static class BatchReader
{
    /// <summary>Whether a body is an array, right or wrong.</summary>
    public static bool IsBatch(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && body[start] == (byte)'[';
    }

    /// <summary>Finds the messages of a batch.</summary>
    /// <param name="body">UTF-8 JSON; the entries keep slices of it.</param>
    /// <param name="maxDepth">Deepest nesting allowed in a message.</param>
    /// <param name="maxCount">Most messages.</param>
    /// <param name="entries">The messages in their order.</param>
    /// <returns>Why the whole batch is refused, or null.</returns>
    public static McpFault? Read(ReadOnlyMemory<byte> body, int maxDepth, int maxCount, out List<BatchEntry> entries)
    {
        entries = [];
        try
        {
            if (!TrySplit(body, maxDepth, maxCount, entries))
            {
                return McpFault.InvalidRequest($"a batch holds at most {maxCount} messages.");
            }
        }
        catch (JsonException)
        {
            return McpFault.Parse($"the body is not one JSON array of messages nested at most {maxDepth} levels deep.");
        }

        return entries.Count > 0 ? null : McpFault.InvalidRequest("a batch holds at least one message.");
    }

    private static bool TrySplit(ReadOnlyMemory<byte> body, int maxDepth, int maxCount, List<BatchEntry> entries)
    {
        var slices = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (slices.Count == maxCount)
            {
                return false;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            slices.Add(body[start..(int)reader.BytesConsumed]);
        }

        reader.Read(); // Throws when anything follows the array.

        // Only now: an array that is broken at its end must not have begun to be read.
        foreach (var slice in slices)
        {
            entries.Add(ReadEntry(slice, maxDepth));
        }

        return true;
    }

    private static BatchEntry ReadEntry(ReadOnlyMemory<byte> message, int maxDepth)
    {
        var fault = EnvelopeReader.Read(message, maxDepth, out var envelope);
        return new BatchEntry(message, envelope, fault ?? Check(envelope));
    }

    private static McpFault? Check(Envelope envelope)
    {
        if (envelope is { Method: McpMethod.Initialize, Kind: EnvelopeKind.Request })
        {
            return McpFault.InvalidRequest("initialize cannot be part of a batch.");
        }

        return envelope.MetaVersion.IsString && ProtocolRevision.IsModernText(envelope.MetaVersion.GetString())
            ? McpFault.NoBatches
            : null;
    }
}
