using System.Buffers.Text;
using System.Text;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>
/// The cursor of a list, opaque to clients: the name after which the next page begins. A name, not a position,
/// so that a client that pages across a reload neither misses nor repeats the entries that stayed.
/// </summary>
internal static class ListCursor
{
    private const string Version = "1:";

    public static string Create(string lastName) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Version + lastName));

    /// <summary>Reads a cursor.</summary>
    /// <param name="cursor">The member of the request; missing, null and the empty string ask for the first page.</param>
    /// <param name="afterName">The name after which to begin; empty for the first page.</param>
    public static bool TryRead(JsonSlice cursor, out string afterName)
    {
        afterName = "";
        if (cursor.IsMissing || cursor.Kind == System.Text.Json.JsonTokenType.Null)
        {
            return true;
        }

        const int longestCursor = 1024;
        if (!cursor.IsString || cursor.Raw.Length > longestCursor)
        {
            return false;
        }

        var text = cursor.GetString();
        return text.Length == 0 || TryDecode(text, out afterName);
    }

    private static bool TryDecode(string text, out string afterName)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length))
        {
            afterName = "";
            return false;
        }

        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        afterName = decoded.StartsWith(Version, StringComparison.Ordinal) ? decoded[Version.Length..] : "";
        return afterName.Length > 0;
    }
}
