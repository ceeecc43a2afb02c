using McpProxy.Host.Hosting;

namespace McpProxy.UnitTests.Hosting;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 384L)]
    [InlineData("Max open files            100                  100                  files     ", 64L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             unlimited            unlimited            processes ", null)]
    public void From_LimitsOfAProcess_IsHalfOfItsFilesAfterAReserve(string line, long? expected) =>
        Assert.Equal(expected, ConnectionLimit.From(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
