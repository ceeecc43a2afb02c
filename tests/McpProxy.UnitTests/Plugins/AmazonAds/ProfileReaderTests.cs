using System.Text;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;

namespace McpProxy.UnitTests.Plugins.AmazonAds;

public sealed class ProfileReaderTests
{
    [Fact]
    public void Read_AsAmazonSendsThem_HasTheirMembers()
    {
        var profile = Assert.Single(Read("""
            [{"profileId":1043817530956285,"countryCode":"US","currencyCode":"USD","dailyBudget":9.5,"timezone":"America/Los_Angeles",
              "accountInfo":{"marketplaceStringId":"ATVPDKIKX0DER","id":"A1","type":"seller","name":"Größe","validPaymentMethod":true}}]
            """));

        Assert.Equal(new AdsProfile("1043817530956285", "Größe", "US", "seller", "A1", "ATVPDKIKX0DER", "USD", "America/Los_Angeles"), profile);
    }

    [Fact]
    public void Read_MembersMissingOrOdd_KeepsWhatCanBeChosen() => Assert.Equal(
        ["7", "8"],
        Read("""[{"profileId":"7"},{"countryCode":"US"},null,5,{"profileId":8,"accountInfo":3,"countryCode":{}},{"profileId":null}]""").Select(p => p.Id));

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("<html>")]
    public void Read_SomethingElse_IsTheUpstreamsFault(string json) =>
        Assert.Equal("unexpected_profiles", Assert.Throws<ProxyErrorException>(() => Read(json)).Error.Code);

    private static IReadOnlyList<AdsProfile> Read(string json) => ProfileReader.Read(Encoding.UTF8.GetBytes(json));
}
