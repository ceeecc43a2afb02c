using System.Diagnostics.CodeAnalysis;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["profileId", "campaignId", "countryCode", "id", "x"];

    [Theory]
    [InlineData("profleId", "profileId")]
    [InlineData("profileIdd", "profileId")]
    [InlineData("porfileId", "profileId")]
    [InlineData("prifileId", "profileId")]
    [InlineData("profile_id", "profileId")]
    [InlineData("PROFILE-ID", "profileId")]
    [InlineData("contryCod", "countryCode")]
    [InlineData("profile", "profileId")]
    [InlineData("X", "x")]
    public void Find_Mistyped_ReturnsWhatWasMeant(string name, string expected) => Assert.Equal(expected, NearestName.Find(name, Names));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("y")]
    [InlineData("budget")]
    [InlineData("profileIdentification")]
    public void Find_NothingNear_ReturnsNull(string name) => Assert.Null(NearestName.Find(name, Names));

    [Fact]
    public void Find_TwoEquallyNear_ReturnsTheFirst() => Assert.Equal("cat", NearestName.Find("bat", ["cat", "hat"]));

    [Fact]
    public void Find_SwapAtTheVeryEnd_CountsAsOneMistake() => Assert.Equal("abcd", NearestName.Find("abdc", ["abcd"]));

    [Fact]
    public void Find_NameBeyondTheLimit_ReturnsNull() =>
        Assert.Null(NearestName.Find(new string('a', NearestName.MaxLength + 1), [new string('a', NearestName.MaxLength)]));

    [Fact]
    public void Find_CandidateBeyondTheLimit_IsPassedOver() =>
        Assert.Equal("aaab", NearestName.Find("aaaa", [new string('a', NearestName.MaxLength + 1), "aaab"]));

    [Fact]
    [SuppressMessage("Usage", "CA1806", Justification = "Only the number of candidates read matters.")]
    public void Find_EndlessCandidates_ReadsNoMoreThanItsLimit()
    {
        var read = 0;
        NearestName.Find("zzzz", Endless());
        Assert.Equal(NearestName.MaxCandidates, read);

        IEnumerable<string> Endless()
        {
            while (true)
            {
                read++;
                yield return "name";
            }
        }
    }
}
