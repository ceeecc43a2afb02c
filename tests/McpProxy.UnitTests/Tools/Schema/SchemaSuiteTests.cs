namespace McpProxy.UnitTests.Tools.Schema;

public sealed class SchemaSuiteTests
{
    private static readonly SuiteExemption[] Exemptions =
    [
        new(
            "optional/cross-draft.json",
            "refs to historic drafts are processed as historic drafts / first item not a string is valid",
            "Only 2020-12 is spoken: a schema that refers to one of another draft is refused when it is compiled."),
    ];

    public static TheoryData<string> Files => new(SchemaSuite.Files);

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_File_FailsExactlyTheListedTests(string file)
    {
        var expected = Exemptions.Where(exemption => exemption.File == file).Select(exemption => exemption.Test);

        var failures = SchemaSuite.Run(file, out var count);

        Assert.NotEqual(0, count);
        Assert.Equal(expected, failures);
    }

    [Fact]
    public void Files_OfTheSuite_AreAllThere()
    {
        Assert.Equal(80, SchemaSuite.Files.Count);
        Assert.All(Exemptions, exemption => Assert.StartsWith("optional/", exemption.File, StringComparison.Ordinal));
        Assert.All(Exemptions, exemption => Assert.Contains(exemption.File, SchemaSuite.Files));
    }
}
