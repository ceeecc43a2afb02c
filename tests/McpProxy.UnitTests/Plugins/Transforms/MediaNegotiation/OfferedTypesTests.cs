using McpProxy.Plugins.Transforms.MediaNegotiation;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

/// <summary>Which type is asked for, rule by rule.</summary>
public sealed class OfferedTypesTests
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Theory]
    // The caller has chosen a version.
    [InlineData("application/vnd.a.v3+json, application/vnd.a.v5+json", "application/vnd.a.v3+json", "", null)]
    [InlineData("application/vnd.a.v3+json", "text/vnd.b.v1+csv", "", null)]
    [InlineData("application/vnd.a.v3+json", "application/json, Application/VND.a.v3+json", "application/vnd.a.v3+json", null)]
    // The first wanted one that is offered.
    [InlineData("application/vnd.adgroupsexport.v1+json, application/vnd.adsexport.v1+json, application/vnd.campaignsexport.v1+json, application/vnd.targetsexport.v1+json", "", "application/vnd.targetsexport.v1+json, application/json", "application/vnd.targetsexport.v1+json")]
    [InlineData("application/vnd.r.v1+json, text/vnd.r.v1+csv", "*/*", "application/json, text/vnd.r.v1+csv", "text/vnd.r.v1+csv")]
    // The newest of one thing.
    [InlineData("application/vnd.a.v1+json, application/vnd.a.v1.1+json", "*/*", "", "application/vnd.a.v1.1+json")]
    [InlineData("application/vnd.a.v10+json, application/vnd.a.v9.9+json, application/json", "application/json", "", "application/vnd.a.v10+json")]
    [InlineData("application/vnd.a.v2.10+json, application/vnd.A.v2.9+json", "", "", "application/vnd.a.v2.10+json")]
    // Some vendored type that is not JSON.
    [InlineData(Sheet + ", application/json", "*/*", "", Sheet)]
    // Different things: the first, when anything would do.
    [InlineData("application/json, application/vnd.x.asins.v3+json, application/vnd.x.themes.v3+json", "", "", "application/json")]
    [InlineData("application/json, application/vnd.x.asins.v3+json, application/vnd.x.themes.v3+json", "text/csv", "", null)]
    [InlineData("application/vnd.x.asins.v3+json, application/vnd.x.themes.v3+json, text/vnd.y.v1+csv", "application/json, */*;q=0.8", "", "application/vnd.x.asins.v3+json")]
    [InlineData("text/plain, application/json", "", "", "text/plain")]
    // Nothing is known but what is wanted.
    [InlineData("", "", "application/json", "application/json")]
    [InlineData("", "*/*", "application/vnd.a.v1+json", "application/vnd.a.v1+json")]
    // Left alone.
    [InlineData("application/json", "text/csv", "", null)]
    [InlineData("", "*/*", "", null)]
    public void Choose_ByTheSevenRules(string offered, string accept, string preferred, string? expected) =>
        Assert.Equal(expected, new OfferedTypes(List(offered)).Choose(accept, List(preferred)));

    [Theory]
    [InlineData("application/vnd.a.v1+json, application/vnd.a.v2+json", "", "application/vnd.a.v2+json")]
    [InlineData("application/vnd.a.v1+json, application/vnd.b.v1+json", "", null)]
    [InlineData("application/json", "", null)]
    [InlineData(Sheet, "", null)]
    [InlineData("application/vnd.a.v1+json, application/vnd.b.v1+json", "application/vnd.b.v1+json", "application/vnd.b.v1+json")]
    public void Choose_ListThatBelongsToNoRequest_OnlyWhatIsClear(string offered, string preferred, string? expected) =>
        Assert.Equal(expected, new OfferedTypes(["*/*", .. List(offered)]).Choose("*/*", List(preferred)));

    [Theory]
    [InlineData("application/vnd.spCampaign.v3+json", true, "spcampaign", 3, 0)]
    [InlineData("application/vnd.SponsoredBrands.Migration-Api_2.v4.12+json", true, "sponsoredbrands.migration-api_2", 4, 12)]
    [InlineData("application/vnd.a.v1.v2+json", true, "a.v1", 2, 0)]
    [InlineData("application/vnd.a+json", false, null, 0, 0)]
    [InlineData("application/vnd.v3+json", false, null, 0, 0)]
    [InlineData("application/vnd.a.v3.+json", false, null, 0, 0)]
    [InlineData("application/vnd.a.v-3+json", false, null, 0, 0)]
    [InlineData("application/vnd.a.v99999999999+json", false, null, 0, 0)]
    [InlineData("application/vnd.+json", false, null, 0, 0)]
    [InlineData("text/vnd.a.v1+csv", false, null, 0, 0)]
    public void VendoredJson_TryParse_ReadsBaseAndVersion(string type, bool expected, string? name, int major, int minor)
    {
        Assert.Equal(expected, VendoredJson.TryParse(type, out var vendored));
        Assert.Equal((name, major, minor), (vendored.Base, vendored.Major, vendored.Minor));
    }

    private static string[] List(string types) => types.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
