using System.Text;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.UnitTests.Tools.Schema.Values;

public sealed class NameTableTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(3000)]
    public void Find_EveryName_ReturnsItsPositionAndNoOther(int count)
    {
        string[] shapes = ["", "a", "id", "idx", "name", "ca", "campaignIdFilterExpression", "é"];
        var names = Enumerable.Range(0, count).Select(i => shapes[i % shapes.Length] + (i < shapes.Length ? "" : i)).ToArray();
        var table = new NameTable(names);

        for (var i = 0; i < count; i++)
        {
            Assert.Equal(i, table.Find(Encoding.UTF8.GetBytes(names[i])));
            Assert.Equal(-1, table.Find(Encoding.UTF8.GetBytes(names[i] + "-")));
        }

        Assert.Equal(-1, table.Find("not there"u8));
    }

    [Fact]
    public void Find_NamesThatDifferOnlyInTheMiddle_AreToldApart()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"beginning{i:D4}theending").ToArray();
        var table = new NameTable(names);

        Assert.All(names, name => Assert.Equal(name, names[table.Find(Encoding.UTF8.GetBytes(name))]));
    }

    [Fact]
    public void Find_EscapedName_IsFoundByItsText()
    {
        var table = new NameTable(["a", "b\n"]);
        using var tape = SchemaCase.Parse("""{"b\n":1,"\u0061":2,"\u0062":3}""");

        Assert.Equal([1, 0, -1], new[] { 1, 3, 5 }.Select(name => table.Find(tape, name)));
    }
}
