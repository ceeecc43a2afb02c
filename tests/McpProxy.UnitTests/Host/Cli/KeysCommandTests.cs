using System.Security.Cryptography;
using System.Text;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task New_PrintsAKeyAndItsHash()
    {
        var (one, two) = (await CliRun.Of("keys", "new"), await CliRun.Of("keys", "new"));
        var lines = one.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(0, one.ExitCode);
        Assert.Matches("^mcp_[A-Za-z0-9_-]{43}$", lines[0]);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines[0]))), lines[1]);
        Assert.NotEqual(one.Output, two.Output);
    }
}
