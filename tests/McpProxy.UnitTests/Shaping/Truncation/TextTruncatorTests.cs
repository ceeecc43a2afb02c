using System.Text;
using McpProxy.Shaping.Truncation;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>Texts end with a whole character, and with a note only where one can be read.</summary>
public sealed class TextTruncatorTests
{
    [Theory]
    [InlineData(8, "abc")]
    [InlineData(9, "abc")]
    public void Utf16_ThatNoCharsetAnnounced_EndsBetweenItsUnitsWithoutANote(int maxBytes, string kept)
    {
        using var truncator = new TextTruncator(new TextLimits(maxBytes));

        truncator.Write([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("abcdef")]);
        truncator.Complete();

        Assert.Equal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(kept)], truncator.Ready.ToArray());
        Assert.Equal("Only the first 8 of 14 bytes are returned.", truncator.Notice);
    }

    [Fact]
    public void Utf8_CutInACharacter_EndsBeforeIt()
    {
        using var truncator = new TextTruncator(new TextLimits(5, Note: false));

        truncator.Write("aé€😀"u8);
        truncator.Complete();

        Assert.Equal("aé"u8, truncator.Ready.Span);
    }
}
