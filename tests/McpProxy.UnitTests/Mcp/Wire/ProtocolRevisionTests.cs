using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Wire;

public sealed class ProtocolRevisionTests
{
    [Theory]
    [InlineData("2026-07-28", true)]
    [InlineData("2026-07-29", true)]
    [InlineData("2099-01-01", true)]
    [InlineData("DRAFT-2026", true)]
    [InlineData("2026-07-27", false)]
    [InlineData("2025-11-25", false)]
    [InlineData("", false)]
    public void IsModernText_Date_ComparesOrdinally(string text, bool expected) => Assert.Equal(expected, ProtocolRevision.IsModernText(text));

    [Theory]
    [InlineData("2025-03-26", "2025-03-26")]
    [InlineData("2024-11-05", "2024-11-05")]
    [InlineData("2026-07-28", "2025-11-25")]
    [InlineData("2024-10-07", "2025-11-25")]
    [InlineData("", "2025-11-25")]
    public void Negotiate_Requested_IsServedOrOurLatestLegacy(string requested, string agreed) => Assert.Equal(agreed, ProtocolRevision.Negotiate(requested).Text);

    [Fact]
    public void All_Revisions_StandAtTheirIndex()
    {
        for (var i = 0; i < ProtocolRevision.All.Count; i++)
        {
            Assert.Equal(i, ProtocolRevision.All[i].Index);
            Assert.Same(ProtocolRevision.All[i], ProtocolRevision.Find(ProtocolRevision.All[i].Text));
        }
    }
}
