using McpProxy.Configuration;
using McpProxy.UnitTests.Architecture;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Configuration;

/// <summary>
/// One configuration and the whole report on it per file in <c>golden</c>. Adding a test is adding a <c>.json</c>; with
/// UPDATE_GOLDEN=1 the reports are written instead of compared.
/// </summary>
public sealed class GoldenFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "McpProxy.UnitTests", "Configuration", "golden");

    public static TheoryData<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Load_ConfigurationWithMistakes_ReportsExactlyThese(string name)
    {
        var report = await ReportAsync(name);
        var file = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, report, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file), $"{name}.txt is missing; run once with UPDATE_GOLDEN=1 and read what was written.");
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), report, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Golden_AllFilesTogether_CoverAtLeastFortyKindsOfMistake() =>
        Assert.True(Names.Count >= 40, $"Only {Names.Count} files.");

    [Fact]
    public void Golden_FortyMistakes_AreReportedAtOnce() =>
        Assert.Equal(40, File.ReadAllLines(Path.Combine(Folder, "forty-mistakes.txt")).Length);

    private static async Task<string> ReportAsync(string name)
    {
        var configuration = new ConfigurationBuilder().AddMcpProxyFile(Path.Combine(Folder, name + ".json"), reloadOnChange: false).Build();
        var result = await SomeRoom.LoadAsync(configuration);
        return string.Concat(result.Errors.Select(e => $"{e}\n")).Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
