using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Wire;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("echo", "echo")]
    [InlineData("  echo\t", "echo")]
    [InlineData("a b", "a b")]
    [InlineData("", "")]
    [InlineData("=?base64?ZWNobw==?=", "echo")]
    [InlineData("=?base64?w6k=?=", "é")]
    [InlineData("=?base64??=", "")]
    [InlineData("=?BASE64?ZWNobw==?=", "=?BASE64?ZWNobw==?=")]
    [InlineData("=?base64?ZWNobw==", "=?base64?ZWNobw==")]
    public void TryDecode_ValidValue_IsItsText(string raw, string expected)
    {
        Assert.True(HeaderText.TryDecode(raw, out var text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0001b")]
    [InlineData("=?base64?ZWNobw=?=")]
    [InlineData("=?base64?ZWNobw?=")]
    [InlineData("=?base64?%%%%?=")]
    [InlineData("=?base64?ZWN obw==?=")]
    [InlineData("=?base64?/w==?=")]
    [InlineData("=?base64?7aCA?=")]
    public void TryDecode_InvalidValue_IsRefused(string raw)
    {
        Assert.False(HeaderText.TryDecode(raw, out var text));
        Assert.Null(text);
    }

    [Theory]
    [InlineData("echo", "echo")]
    [InlineData("a b\tc", "a b\tc")]
    [InlineData("", "")]
    [InlineData(" padded ", "=?base64?IHBhZGRlZCA=?=")]
    [InlineData("line1\nline2", "=?base64?bGluZTEKbGluZTI=?=")]
    [InlineData("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?=")]
    [InlineData("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=")]
    public void Encode_AnyText_IsAHeaderValueOfThatText(string text, string expected)
    {
        Assert.Equal(expected, HeaderText.Encode(text));
        Assert.True(HeaderText.TryDecode(expected, out var decoded));
        Assert.Equal(text, decoded);
    }
}
