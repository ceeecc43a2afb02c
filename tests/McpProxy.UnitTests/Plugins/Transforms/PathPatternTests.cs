using McpProxy.Plugins.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/v2/profiles", "v2/profiles", true)]
    [InlineData("/v2/profiles/", "v2/profiles", true)]
    [InlineData("/v2/profiles", "V2/Profiles", true)]
    [InlineData("/v2/profiles", "v2/profiles/1", false)]
    [InlineData("/v2/profiles", "v2/profilesX", false)]
    [InlineData("/adsApi/v1/**", "adsApi/v1", true)]
    [InlineData("/adsApi/v1/**", "adsApi/v1/query/campaigns", true)]
    [InlineData("/adsApi/v1/**", "adsApi/v10/query", false)]
    [InlineData("/**", "", true)]
    [InlineData("/**", "anything/at/all", true)]
    [InlineData("/", "", true)]
    [InlineData("/", "x", false)]
    [InlineData("/amc/**/workflowExecutions", "amc/workflowExecutions", true)]
    [InlineData("/amc/**/workflowExecutions", "AMC/reporting/i/WorkflowExecutions", true)]
    [InlineData("/amc/**/workflowExecutions", "amc/reporting/i/workflowExecutions/1", false)]
    [InlineData("/amc/**/workflowExecutions", "amc/reporting/i/xworkflowExecutions", false)]
    [InlineData("/amc/**/workflowExecutions", "amcworkflowExecutions", false)]
    [InlineData("/amc/**/workflowExecutions", "amc", false)]
    [InlineData("/a/**/a", "a", false)]
    [InlineData("/**/x/y", "x/y", true)]
    [InlineData("/**/x/y", "z/x/y", true)]
    public void AnyMatches_Pattern_MatchesWholeSegments(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPattern.AnyMatches(PathPattern.ParseAll([pattern]), path));

    [Theory]
    [InlineData("")]
    [InlineData("v2/profiles")]
    [InlineData("/v2/*/x")]
    [InlineData("/v2/**x")]
    [InlineData("/v2/**/x/**")]
    [InlineData("/v2/prof*")]
    [InlineData("**")]
    public void TryParse_OtherWildcardsOrNoSlash_IsRefused(string pattern) => Assert.False(PathPattern.TryParse(pattern, out _));
}
