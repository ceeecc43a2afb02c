using McpProxy.Plugins.Transforms.MediaNegotiation;

namespace McpProxy.UnitTests.Plugins.Transforms.MediaNegotiation;

public sealed class AcceptReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,, ", "")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html, application/xml;q=0.9 ,*/*;q=0.8", "text/html|application/xml|*/*")]
    [InlineData("a/b;q=0, c/d; q=0.0, e/f;Q=0.000, g/h;q=0.001, i/j;q=1", "a/b-|c/d-|e/f-|g/h|i/j")]
    // Commas, semicolons and quotes in quoted texts separate nothing.
    [InlineData("a/b;p=\"x, application/vnd.y.v1+json;q=0\", c/d", "a/b|c/d")]
    [InlineData("a/b;p=\"\\\", c/d\";q=0, e/f", "a/b-|e/f")]
    [InlineData("a/b;q=0;p=1, c/d;x=q;q=0", "a/b-|c/d-")]
    [InlineData("a/b;p=\"never closed, c/d", "a/b")]
    [InlineData("a/b;;;q=;q=0", "a/b")]
    [InlineData(";q=0, =, \"", "-|=|\"")]
    public void Read_AList_GivesItsTypes(string list, string expected)
    {
        var types = new List<string>();
        var reader = new AcceptReader(list);
        while (reader.Read())
        {
            types.Add(reader.Type.ToString() + (reader.IsUnwanted ? "-" : ""));
        }

        Assert.Equal(expected, string.Join('|', types));
    }

    [Fact]
    public void Choose_OfAnything_GivesOneOfTheTypesOrNothing()
    {
        var random = new Random(20261121);
        string[] offers = ["application/json", "application/vnd.a.v1+json", "application/vnd.a.v2+json", "text/csv", "*/*"];
        string[] pieces = [.. offers, "q=0", "q=", ";", ",", "\"", "\\", " ", "*/*", "/", "+json", "application/vnd.", "text/vnd.", ".v", "é", "\0", "\t", "1.1", "="];
        for (var i = 0; i < 50_000; i++)
        {
            var accept = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var offered = offers.Where(_ => random.Next(2) == 0).ToArray();

            var chosen = new OfferedTypes(offered).Choose(accept, []);

            Assert.True(chosen is null || (chosen != "*/*" && offered.Contains(chosen)), $"{accept} of {string.Join(", ", offered)} gave {chosen}.");
            // What is chosen stays chosen: a second transform of the same kind changes nothing.
            Assert.True(chosen is null || new OfferedTypes(offered).Choose(chosen, []) is null || new OfferedTypes(offered).Choose(chosen, []) == chosen, accept);
        }
    }

    [Theory]
    [InlineData("text/csv", null)]
    [InlineData("text/csv;q=0.1, */*", null)]
    [InlineData("TEXT/CSV; charset=utf-8", null)]
    [InlineData("text/csv;q=0, */*", "application/vnd.a.v2+json")]
    [InlineData("application/json", "application/vnd.a.v2+json")]
    [InlineData("image/png;p=\"text/csv, application/vnd.a.v1+json\"", "application/vnd.a.v2+json")]
    public void Choose_TypeThatTheCallerNames_IsItsChoiceUnlessItIsPlainJson(string accept, string? expected) =>
        Assert.Equal(expected, new OfferedTypes(["application/json", "application/vnd.a.v1+json", "application/vnd.a.v2+json", "text/csv"]).Choose(accept, []));

    [Theory]
    [InlineData("*/*;q=0", false)]
    [InlineData("text/html, */*;q=0.1", true)]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData("a/b;p=\"*/*\"", false)]
    public void IsOpen_OfAnAccept_TellsWhetherAnythingWouldDo(string accept, bool expected) => Assert.Equal(expected, OfferedTypes.IsOpen(accept));
}
