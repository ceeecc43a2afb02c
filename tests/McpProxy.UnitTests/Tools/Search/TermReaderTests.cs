using McpProxy.Tools.Search;

namespace McpProxy.UnitTests.Tools.Search;

/// <summary>How text falls into terms.</summary>
public sealed class TermReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  --  ", "")]
    [InlineData("sp_list-campaigns", "sp list campaign")]
    [InlineData("listAdGroups", "list ad group")]
    [InlineData("HTTPServerURL", "http server url")]
    [InlineData("OAuth2Token", "o auth2 token")]
    [InlineData("campaignIDs and IDs", "campaign id id")]
    [InlineData("queries statuses boxes classes addresses", "query status box class address")]
    [InlineData("status analysis bus ads", "status analysis bus ad")]
    [InlineData("How do I get the reports of my account?", "get report account")]
    [InlineData("Größe über 5 日本語", "größe über 5 日本語")]
    public void Read_Text_GivesTheseTerms(string text, string expected) => Assert.Equal(expected, string.Join(' ', Read(text)));

    [Fact]
    public void Read_VeryLongWord_IsCut() => Assert.Equal([new string('a', TermReader.MaxLength)], Read(new string('a', 5000)));

    [Fact]
    public void Read_AnyText_EndsAndStaysInTheBuffer()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(0x20, random.Next(2) == 0 ? 0x7F : 0xFFFF)));

            Assert.All(Read(text), term => Assert.InRange(term.Length, 1, TermReader.MaxLength));
        }
    }

    private static List<string> Read(string text)
    {
        Span<char> buffer = stackalloc char[TermReader.MaxLength];
        var reader = new TermReader(text, buffer);
        var terms = new List<string>();
        while (reader.TryRead(out var term))
        {
            terms.Add(term.ToString());
        }

        return terms;
    }
}
