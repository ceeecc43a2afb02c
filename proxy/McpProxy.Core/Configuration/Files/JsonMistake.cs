using System.Text.Json;

namespace McpProxy.Configuration.Files;

/// <summary>Says where a text is not JSON, and why, in the way an editor counts.</summary>
internal static class JsonMistake
{
    public static string Describe(ReadOnlySpan<byte> json, JsonException e)
    {
        // The framework's text ends with its own, zero-based position.
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? e.Message : e.Message[..end];
        if (reason.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
        {
            reason = "The text ends inside an object or array that is not closed.";
        }

        return $"{TextPosition.Of(json, e.LineNumber ?? 0, e.BytePositionInLine ?? 0)}: {reason}";
    }
}
