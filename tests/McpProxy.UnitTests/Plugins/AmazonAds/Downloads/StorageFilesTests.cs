using McpProxy.Plugins.AmazonAds.Downloads.Storage;

namespace McpProxy.UnitTests.Plugins.AmazonAds.Downloads;

/// <summary>What a sweep takes, and what it leaves to downloads that are still running.</summary>
public sealed class StorageFilesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("mcpproxy-sweep-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("a.json", 59, true)]
    [InlineData("a.json", 60, false)]
    [InlineData(".part-a", 60, true)] // of a download that may take longer than files are kept
    [InlineData(".part-a", 719, true)]
    [InlineData(".part-a", 720, false)]
    public void Sweep_FilesOfAnHour_TakesWhatIsOlderAndUnfinishedOnesLater(string name, int minutes, bool stays)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "ada", "profiles", "1")).FullName, name);
        File.WriteAllText(file, "x");
        File.SetLastWriteTimeUtc(file, (Now - TimeSpan.FromMinutes(minutes)).UtcDateTime);

        var removed = StorageFiles.Sweep(_root, TimeSpan.FromHours(1), Now);

        Assert.Equal((stays, stays ? 0 : 1), (File.Exists(file), removed));
    }
}
