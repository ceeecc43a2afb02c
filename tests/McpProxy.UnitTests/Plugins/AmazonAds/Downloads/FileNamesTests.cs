using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.UnitTests.Plugins.AmazonAds.Downloads;

/// <summary>Names and paths of files, whatever somebody writes.</summary>
public sealed class FileNamesTests
{
    private const string Nasty = "./\\:%~ \0\r\n\"'*?<>|;$&\u202e\u2024é𝔸aB9-_.gzjsonmetaCONNUL";

    [Theory]
    [InlineData("a.json", "a.json")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\x.csv", "x.csv")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("con", "_con")]
    [InlineData("LPT1.json.gz", "_LPT1.json.gz")]
    [InlineData("a b;c.json", "a_b_c.json")]
    [InlineData("a.json. . .", "a.json._._")]
    [InlineData("...", null)]
    [InlineData("", null)]
    [InlineData("\0", null)]
    [InlineData("x.meta.json", "x_meta.json")]
    public void Clean_Examples(string said, string? expected) => Assert.Equal(expected, FileNames.Clean(said));

    [Fact]
    public void Clean_Anything_IsAFileOfTheFolderItIsPutIn()
    {
        var random = new Random(5);
        var runes = Nasty.EnumerateRunes().ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var said = string.Concat(Enumerable.Range(0, random.Next(1, random.Next(2, 300))).Select(_ => runes[random.Next(runes.Length)].ToString()));
            if (FileNames.Clean(said) is not { } name)
            {
                continue;
            }

            foreach (var number in new[] { 1, 2, 10_000 })
            {
                var numbered = FileNames.Numbered(name, number);
                Assert.True(FilePath.IsOfFile($"exports/campaigns/{numbered}"), $"{said} -> {numbered}");
                Assert.False(FilePath.Leaves(numbered), numbered);
                Assert.Equal("/folder", Path.GetDirectoryName(Path.GetFullPath(Path.Combine("/folder", numbered))));
                Assert.InRange(numbered.Length, 1, 140);
            }
        }
    }

    [Theory]
    [InlineData("campaigns.json.gz", 2, "campaigns-2.json.gz")]
    [InlineData("a.csv", 3, "a-3.csv")]
    [InlineData("noext", 2, "noext-2")]
    public void Numbered_Examples(string name, int number, string expected) => Assert.Equal(expected, FileNames.Numbered(name, number));

    [Theory]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM", "campaigns", "97608c6a")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEE=", "adgroups", "97608c6a")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEFE", "ads", "97608c6a")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFI", "ads", "97608c6a")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFQ", "targets", "97608c6a")]
    [InlineData("not-base64!!", "general", "notbase6")]
    [InlineData("Li4vLi4vZXRjL3Bhc3N3ZCxD", "general", "Li4vLi4v")]
    [InlineData("", "general", "unknown")]
    public void ExportId_Vectors(string id, string type, string shortId) => Assert.Equal(new ExportId(type, shortId), ExportId.Parse(id));
}
