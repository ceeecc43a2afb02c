namespace McpProxy.Tools.Schema.Formats;

/// <summary>One value of the <c>format</c> keyword.</summary>
/// <param name="Name">The name in schemas.</param>
/// <param name="Description">What is expected, with an example, for messages.</param>
/// <param name="Check">Whether a text, as UTF-8, has the format.</param>
internal sealed record StringFormat(string Name, string Description, FormatCheck Check)
{
    public bool IsValid(ReadOnlySpan<byte> text) => Check(text);
}
