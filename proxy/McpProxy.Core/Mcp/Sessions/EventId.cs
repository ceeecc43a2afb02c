using System.Globalization;

namespace McpProxy.Mcp.Sessions;

/// <summary>The id of an event: its stream, unique within the session, and its number there. Clients send the last one they have to resume that stream.</summary>
/// <param name="Stream">Name of the stream.</param>
/// <param name="Number">Number of the event, from 1 on.</param>
internal readonly record struct EventId(string Stream, long Number)
{
    private const int MaxStreamLength = 32;

    /// <summary>Reads what a client sent as <c>Last-Event-ID</c>.</summary>
    /// <returns>False when we cannot have given it out.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        id = default;
        var dash = text.IndexOf('-');
        if (dash is < 1 or > MaxStreamLength
            || text[..dash].ContainsAnyExceptInRange('0', 'z')
            || !long.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1)
        {
            return false;
        }

        id = new EventId(text[..dash].ToString(), number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stream}-{Number}");
}
