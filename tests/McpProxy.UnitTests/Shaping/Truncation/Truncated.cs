using System.Text;
using McpProxy.Shaping.Truncation;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>What a truncator made of a text that came in pieces.</summary>
internal sealed record Truncated(string Text, bool IsModified, bool IsTruncated, long? MalformedAt, bool IsFailed, int Given)
{
    /// <summary>What must not depend on the pieces.</summary>
    public Truncated Outcome() => this with { Given = 0, Text = IsFailed ? "" : Text };

    public static Truncated From(TruncationRules rules, string json, params int[] pieces) => From(rules, Encoding.UTF8.GetBytes(json), pieces);

    public static Truncated From(TruncationRules rules, byte[] json, params int[] pieces)
    {
        using var truncator = new JsonTruncator(rules);
        var output = new MemoryStream();
        var given = 0;
        foreach (var piece in pieces.Length == 0 ? [json.Length] : pieces)
        {
            if (truncator.IsDone)
            {
                break;
            }

            // A copy of its own shows reads outside of the piece.
            truncator.Write(json.AsSpan(given, piece).ToArray());
            given += piece;
            Take(truncator, output);
        }

        truncator.Complete();
        Take(truncator, output);
        return new Truncated(Encoding.UTF8.GetString(output.ToArray()), truncator.IsModified, truncator.IsTruncated, truncator.MalformedAt, truncator.IsFailed, given);
    }

    private static void Take(JsonTruncator truncator, MemoryStream output)
    {
        var ready = truncator.Ready;
        output.Write(ready.Span);
        truncator.Release(ready.Length);
    }
}
