using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

namespace McpProxy.UnitTests.Plugins.AmazonAds.Downloads;

public sealed class TraversalFilterTests
{
    [Theory]
    [InlineData("/downloads/../x", true)]
    [InlineData("/downloads/%2e%2e/x", true)]
    [InlineData("/downloads/.%252E/x", true)]
    [InlineData("/downloads/%25252e%25252e%25252fx", true)]
    [InlineData("/downloads/..%5cx", true)]
    [InlineData("/downloads/a..b/...", false)]
    [InlineData("/downloads/a?path=/../", false)]
    [InlineData("/downloads/%", false)]
    public void HasDotSegments_DecodesAsOftenAsAnybodyCould(string target, bool expected) => Assert.Equal(expected, TraversalFilter.HasDotSegments(target));
}
