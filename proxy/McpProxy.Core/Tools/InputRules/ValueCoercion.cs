using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.InputRules;

/// <summary>Mends the value of one argument: text that is JSON, then single values that should be a list, then the value or its items. Immutable.</summary>
internal sealed class ValueCoercion
{
    /// <summary>What the schema takes.</summary>
    public required JsonTypes Types { get; init; }

    public bool FromJson { get; init; }

    public bool ToList { get; init; }

    /// <summary>For the value itself; null for nothing.</summary>
    public ScalarCoercion? Single { get; init; }

    /// <summary>For the items of a list; null for nothing.</summary>
    public ScalarCoercion? Items { get; init; }

    /// <summary>Writes what a value becomes; nothing when it stays as it is.</summary>
    /// <param name="tape">Where it is.</param>
    /// <param name="node">Its number.</param>
    /// <param name="maxDepth">Levels that JSON in a text may have.</param>
    /// <param name="output">Where to.</param>
    public bool TryWrite(JsonTape tape, int node, int maxDepth, PooledBuffer output)
    {
        if (FromJson && tape.Kind(node) == JsonTokenType.String && TryWriteJson(tape, node, maxDepth, output))
        {
            return true;
        }

        return TryWriteValue(tape, node, output);
    }

    private bool TryWriteJson(JsonTape tape, int node, int maxDepth, PooledBuffer output)
    {
        using var text = new PooledBuffer(tape.MaxTextLength(node) + 1);
        text.Advance(tape.CopyText(node, text.GetSpan(tape.MaxTextLength(node))));
        // Most texts are none: they are told by their first letter, not by a failure.
        if (text.WrittenSpan.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        try
        {
            using var inner = JsonTape.Parse(text.WrittenMemory, maxDepth);
            if (!TryWriteValue(inner, JsonTape.Root, output))
            {
                output.Write(inner.RawSpan(JsonTape.Root));
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryWriteValue(JsonTape tape, int node, PooledBuffer output)
    {
        var kind = tape.Kind(node);
        if (kind == JsonTokenType.StartArray)
        {
            return Items is not null && TryWriteItems(tape, node, output);
        }

        if (!ToList || kind == JsonTokenType.Null || (Types & TypeOf(kind)) != 0)
        {
            return Single?.TryWrite(tape, node, output) == true;
        }

        output.WriteByte((byte)'[');
        if (Items?.TryWrite(tape, node, output) != true)
        {
            output.Write(tape.RawSpan(node));
        }

        output.WriteByte((byte)']');
        return true;
    }

    private bool TryWriteItems(JsonTape tape, int node, PooledBuffer output)
    {
        var start = output.Length;
        var changed = false;
        output.WriteByte((byte)'[');
        var end = tape.Next(node);
        for (var item = node + 1; item < end; item = tape.Next(item))
        {
            if (item > node + 1)
            {
                output.WriteByte((byte)',');
            }

            if (Items!.TryWrite(tape, item, output)) // The caller has looked.
            {
                changed = true;
            }
            else
            {
                output.Write(tape.RawSpan(item));
            }
        }

        output.WriteByte((byte)']');
        if (!changed)
        {
            output.Truncate(start);
        }

        return changed;
    }

    private static JsonTypes TypeOf(JsonTokenType kind) => kind switch
    {
        JsonTokenType.True or JsonTokenType.False => JsonTypes.Boolean,
        JsonTokenType.Number => JsonTypes.Number,
        JsonTokenType.String => JsonTypes.String,
        _ => JsonTypes.Object,
    };
}
