namespace McpProxy.Shaping;

/// <summary>Raw line breaks in JSON are white space between tokens; where a line must stay one line they become blanks.</summary>
internal static class LineBreaks
{
    public static void Blank(Span<byte> json)
    {
        while (true)
        {
            var at = json.IndexOfAny((byte)'\n', (byte)'\r');
            if (at < 0)
            {
                return;
            }

            json[at] = (byte)' ';
            json = json[(at + 1)..];
        }
    }
}
