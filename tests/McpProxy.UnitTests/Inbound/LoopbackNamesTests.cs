using McpProxy.Inbound;

namespace McpProxy.UnitTests.Inbound;

public sealed class LoopbackNamesTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LocalHost", true)]
    [InlineData("a.b.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.200.3.4", true)]
    [InlineData("[::1]", true)]
    [InlineData("::1", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("", false)]
    [InlineData("localhost.evil.example.com", false)]
    [InlineData("evillocalhost", false)]
    [InlineData("127.0.0.1.evil.example.com", false)]
    [InlineData("128.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("[::]", false)]
    [InlineData("*", false)]
    public void Contains_Host_IsTrueForThisMachineOnly(string host, bool expected) => Assert.Equal(expected, LoopbackNames.Contains(host));
}
