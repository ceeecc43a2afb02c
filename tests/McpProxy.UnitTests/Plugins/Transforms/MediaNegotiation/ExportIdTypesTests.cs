using McpProxy.Plugins.Transforms.MediaNegotiation;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

public sealed class ExportIdTypesTests
{
    private static readonly ExportIdTypes _types = new(new ExportIdOptions
    {
        Types = new Dictionary<string, string> { ["C"] = "campaigns", ["A"] = "adgroups", ["AD"] = "ads", ["R"] = "ads", ["T"] = "targets" },
        Otherwise = "otherwise",
    });

    [Theory]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM", "campaigns")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEE", "adgroups")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEFE", "ads")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFI", "ads")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFQ", "targets")]
    [InlineData("not-base64!!", "otherwise")]
    [InlineData("", "otherwise")]
    // "uuid,X", "no comma", bytes that are not UTF-8 behind the comma.
    [InlineData("dXVpZCxY", "otherwise")]
    [InlineData("bm8gY29tbWE", "otherwise")]
    [InlineData("dSz_", "otherwise")]
    public void Of_AnId_ReadsItsEnd(string id, string expected) => Assert.Equal([expected], _types.Of(id).ToArray());

    [Fact]
    public void Of_VeryLongId_IsNotRead() => Assert.Equal(["otherwise"], _types.Of(new string('A', 100_000)).ToArray());

    [Fact]
    public void Of_NoOtherwise_IsNothing() => Assert.Empty(new ExportIdTypes(new ExportIdOptions { Types = new Dictionary<string, string> { ["C"] = "c" } }).Of("x").ToArray());
}
