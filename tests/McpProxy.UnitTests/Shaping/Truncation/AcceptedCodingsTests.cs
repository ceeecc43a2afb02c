using McpProxy.Shaping.Truncation;

namespace McpProxy.UnitTests.Shaping.Truncation;

/// <summary>The upstream is asked for codings that can be undone, and for none that the caller would not take.</summary>
public sealed class AcceptedCodingsTests
{
    [Theory]
    [InlineData("gzip, deflate, br", "gzip, deflate, br")]
    [InlineData("gzip, deflate, br, zstd", "gzip, deflate, br")]
    [InlineData("zstd", "identity")]
    [InlineData("zstd;q=1, gzip;q=0.5, *;q=0", "gzip;q=0.5, *; q=0.0")]
    [InlineData("*", "gzip, br, deflate")]
    [InlineData("br;q=0, *;q=0.3", "br; q=0.0, gzip; q=0.3, deflate; q=0.3")]
    [InlineData("identity", "identity")]
    [InlineData("GZIP", "GZIP")]
    [InlineData("", "identity")]
    [InlineData("gzip;;;q", "identity")]
    public void Narrow_KeepsWhatCanBeUndone(string accepted, string expected) =>
        Assert.Equal(expected.Replace("; ", ";", StringComparison.Ordinal), AcceptedCodings.Narrow(accepted).ToString().Replace("; ", ";", StringComparison.Ordinal));

    [Fact]
    public void Narrow_Nothing_StaysNothing() => Assert.Equal(0, AcceptedCodings.Narrow(default).Count);
}
