using McpProxy.Host.Cli;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class BridgeHeaderTests : IDisposable
{
    private const string Variable = "MCPPROXY_TEST_BRIDGE_TOKEN";

    public BridgeHeaderTests() => Environment.SetEnvironmentVariable(Variable, "s3cret");

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, null);

    [Theory]
    [InlineData("X-Tenant: acme", "X-Tenant", "acme")]
    [InlineData("X-Tenant:acme corp ", "X-Tenant", "acme corp")]
    [InlineData("Authorization: env:" + Variable, "Authorization", "s3cret")]
    [InlineData("Authorization: Bearer env:" + Variable, "Authorization", "Bearer s3cret")]
    [InlineData("X-Url: http://a/b", "X-Url", "http://a/b")]
    public void TryParse_Header_IsResolved(string text, string name, string value)
    {
        Assert.True(BridgeHeader.TryParse(text, out var header, out _));
        Assert.Equal(KeyValuePair.Create(name, value), header);
    }

    [Theory]
    [InlineData("X-Tenant", "A header is written as")]
    [InlineData("X Tenant: a", "A header is written as")]
    [InlineData(": a", "A header is written as")]
    [InlineData("Authorization: Bearer abc", "clear text")]
    [InlineData("X-Api-Key: abc", "clear text")]
    [InlineData("Cookie: a=b", "clear text")]
    [InlineData("Authorization: env:MCPPROXY_TEST_NOT_SET", "The environment variable 'MCPPROXY_TEST_NOT_SET' is not set.")]
    [InlineData("Authorization: file:/no/such/file", "does not exist")]
    [InlineData("Mcp-Session-Id: 1", "The bridge sets the header 'Mcp-Session-Id' itself.")]
    [InlineData("content-type: text/plain", "itself")]
    [InlineData("Host: a", "itself")]
    [InlineData("X-A: b\u0001", "a character that no header may have")]
    public void TryParse_Mistake_IsExplained(string text, string problem)
    {
        Assert.False(BridgeHeader.TryParse(text, out _, out var actual));
        Assert.Contains(problem, actual, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", actual, StringComparison.Ordinal);
    }
}
