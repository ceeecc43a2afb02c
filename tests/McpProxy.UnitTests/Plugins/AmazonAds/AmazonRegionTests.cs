using McpProxy.Plugins.AmazonAds.Tools.Regions;

namespace McpProxy.UnitTests.Plugins.AmazonAds;

public sealed class AmazonRegionTests
{
    [Theory]
    [InlineData("usa", "na")]
    [InlineData("North America", "na")]
    [InlineData("BR", "na")]
    [InlineData("Europe", "eu")]
    [InlineData("europ", "eu")]
    [InlineData("de", "eu")]
    [InlineData("apac", "fe")]
    [InlineData("Far-East", "fe")]
    [InlineData("SG", "fe")]
    [InlineData("atlantis", null)]
    [InlineData("", null)]
    public void Guess_OtherNames_KnowsWhatIsMeant(string text, string? code) => Assert.Equal(code, AmazonRegion.Guess(text));

    [Fact]
    public void All_Countries_StandInOneRegionEach()
    {
        var countries = AmazonRegion.All.SelectMany(r => r.Countries).ToList();

        Assert.Equal(countries.Count, countries.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("SG", AmazonRegion.Find("fe")!.Countries);
        Assert.Contains("AU", AmazonRegion.Find("fe")!.Countries);
        Assert.DoesNotContain("AU", AmazonRegion.Find("eu")!.Countries);
    }
}
