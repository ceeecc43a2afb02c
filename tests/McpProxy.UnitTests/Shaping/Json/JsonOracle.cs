using System.Text.Json;
using System.Text.Unicode;

namespace McpProxy.UnitTests.Shaping.Json;

/// <summary>What System.Text.Json says about a text.</summary>
internal static class JsonOracle
{
    /// <summary>Deeper than any text of these tests.</summary>
    public const int MaxDepth = 512;

    /// <summary>Whether the text is one JSON value in valid UTF-8.</summary>
    public static bool Accepts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return Utf8.IsValid(json);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
