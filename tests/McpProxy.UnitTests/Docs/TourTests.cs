using McpProxy.UnitTests.Architecture;
using McpProxy.UnitTests.Host.Cli;

namespace McpProxy.UnitTests.Docs;

/// <summary>What the README's tour shows of an import is what the program prints.</summary>
public sealed class TourTests : IDisposable
{
    private static readonly string _readme = Repository.Read("README.md");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_OfTheSample_PrintsWhatTheReadmeShows()
    {
        var import = await ImportAsync("pets.json");

        Assert.Equal(0, import.ExitCode);
        AssertShown(import.Error.Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_OfTheSample_PrintsWhatTheReadmeShows()
    {
        await ImportAsync("pets.json");

        var explain = await CliRun.Of("explain", "addPet", "--config", Path.Combine(_folder.Path, "pets.json"), "--args", """{"name":"Rex","species":"dog"}""");

        Assert.Equal(0, explain.ExitCode);
        AssertShown(explain.Output, except: ["User-Agent:", "CDN-Loop:", "X-Forwarded-Proto:", "Content-Type:", "Content-Length:"]);
    }

    private Task<CliRun> ImportAsync(string name) =>
        CliRun.Of("import", Path.Combine(Repository.Root, "samples/petstore.yaml"), "--output", Path.Combine(_folder.Path, name));

    /// <param name="printed">What the program printed.</param>
    /// <param name="except">How lines begin that the README leaves out for length.</param>
    private static void AssertShown(string printed, params ReadOnlySpan<string> except)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var shown = 0;
        foreach (var line in lines)
        {
            if (!StartsWithAny(line.TrimStart(), except))
            {
                Assert.Contains(line.TrimEnd() + "\n", _readme);
                shown++;
            }
        }

        Assert.NotEqual(0, shown);
    }

    private static bool StartsWithAny(string line, ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
