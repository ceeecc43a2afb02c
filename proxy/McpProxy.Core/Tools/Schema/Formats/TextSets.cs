using System.Buffers;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>The sets of ASCII characters that several grammars share.</summary>
internal static class TextSets
{
    public static SearchValues<byte> HexDigits { get; } = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    public static SearchValues<byte> LettersAndDigits { get; } =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static bool AreAll(ReadOnlySpan<byte> text, SearchValues<byte> set) => !text.ContainsAnyExcept(set);
}
