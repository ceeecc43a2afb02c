using McpProxy.Dispatch;

namespace McpProxy.UnitTests.Exchange;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("X-A", true)]
    [InlineData("!#$%&'*+-.^_`|~9", true)]
    [InlineData("", false)]
    [InlineData("Bad Name", false)]
    [InlineData("X:Y", false)]
    [InlineData("Ä", false)]
    public void IsName_OnlyTokens(string text, bool expected) => Assert.Equal(expected, HeaderRules.IsName(text));

    [Theory]
    [InlineData("", true)]
    [InlineData("a\tb c~", true)]
    [InlineData("a\r\nX-Other: b", false)]
    [InlineData("ü", false)]
    [InlineData("\u007f", false)]
    public void IsValue_OnlyPrintableAscii(string text, bool expected) => Assert.Equal(expected, HeaderRules.IsValue(text));

    [Theory]
    [InlineData("host")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("expect")]
    [InlineData("HTTP2-Settings")]
    [InlineData(":path")]
    [InlineData(CallInput.ResponsesHeader)]
    [InlineData(CallInput.StateHeader)]
    public void IsReserved_WhatOnlyTheProxySets(string name) => Assert.True(HeaderRules.IsReserved(name));

    [Fact]
    public void IsReserved_AnOrdinaryHeader_IsNot() => Assert.False(HeaderRules.IsReserved("Authorization"));
}
