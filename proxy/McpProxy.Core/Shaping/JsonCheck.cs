using System.Text.Json;
using System.Text.Unicode;

namespace McpProxy.Shaping;

/// <summary>Checks foreign JSON before it is copied into an answer.</summary>
internal static class JsonCheck
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ResultMapper.MaxJsonDepth };

    /// <summary>Whether the bytes are exactly one JSON value in valid UTF-8.</summary>
    public static bool IsOneValue(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            if (!reader.Read())
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
