using System.Text;
using McpProxy.Shaping;

namespace McpProxy.UnitTests.Shaping;

public sealed class ProgressReportTests
{
    [Theory]
    [InlineData("""{"\ud800":1,"progress":1}""")]
    [InlineData("""{"progress":1,"message":"\udc00"}""")]
    public void TryParse_TextThatIsNoUnicode_IsData(string json) => Assert.False(ProgressReport.TryParse(Encoding.UTF8.GetBytes(json), out _));
}
