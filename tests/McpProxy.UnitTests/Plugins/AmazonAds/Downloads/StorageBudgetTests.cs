using McpProxy.Plugins.AmazonAds.Downloads.Storage;

namespace McpProxy.UnitTests.Plugins.AmazonAds.Downloads;

/// <summary>What is on its way counts as what is kept does, within each bound.</summary>
public sealed class StorageBudgetTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mcpproxy-budget-").FullName;
    private readonly StorageBudget _budget = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("ada", "1", 60, false)] // another profile of the same caller
    [InlineData("ada", "1", 40, true)]
    [InlineData("bob", "0", 60, true)]
    [InlineData("bob", "0", 101, false)] // more than a caller may have
    public void Claim_BesideAnother_CountsForTheCaller(string caller, string profile, long bytes, bool fits)
    {
        using var first = Claim("ada", "0", 50);

        Assert.Equal(fits, Fits(caller, profile, bytes));
    }

    [Fact]
    public void Claim_BesideThoseOfAllOthers_CountsForTheProxy()
    {
        using var first = Claim("ada", "0", 90);
        using var second = Claim("bob", "0", 90);

        Assert.False(Fits("eve", "0", 80));
        Assert.True(Fits("eve", "0", 70));
    }

    [Fact]
    public void Claim_ThatEnded_LeavesItsRoom()
    {
        Claim("ada", "0", 100).Dispose();

        Assert.True(Fits("ada", "1", 100));
    }

    private bool Fits(string caller, string profile, long bytes)
    {
        try
        {
            Claim(caller, profile, bytes).Dispose();
            return true;
        }
        catch (StorageFullException)
        {
            return false;
        }
    }

    private StorageClaim Claim(string caller, string profile, long bytes) =>
        _budget.Claim(_root, Path.Combine(_root, caller, "profiles", profile), new StorageLimits(MaxProfileBytes: 1000, MaxCallerBytes: 100, MaxTotalBytes: 250, MaxFiles: 10), bytes);
}
