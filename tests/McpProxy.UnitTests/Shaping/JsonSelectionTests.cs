using System.Text;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Shaping;

public sealed class JsonSelectionTests
{
    private static string Select(string json, params string[] paths)
    {
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(json), 64);
        using var output = new PooledBuffer();
        new JsonSelection([.. paths.Select(p => p.Split('.'))]).Write(tape, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [Fact]
    public void Write_NamedMembers_KeepTheirBytes() =>
        Assert.Equal("""{"id":1.50,"account":{"name":"caf\u00e9"}}""", Select("""{ "id": 1.50, "secret": 2, "account": { "name": "caf\u00e9", "x": [1] } }""", "id", "account.name"));

    [Fact]
    public void Write_ArraysOnTheWay_AreWalked() =>
        Assert.Equal("""[{"items":[{"n":1},{"n":2}]}]""", Select("""[{"items":[{"n":1,"m":0},{"n":2},7]},"x"]""", "items.n"));

    [Fact]
    public void Write_APathToAnObject_KeepsAllOfIt() =>
        Assert.Equal("""{"a":{"b":{"c":1}}}""", Select("""{"a":{"b":{"c":1}},"d":0}""", "a", "a.b.x"));

    [Fact]
    public void Write_NothingMatches_LeavesAnEmptyObject() =>
        Assert.Equal("{}", Select("""{"a":1}""", "b"));
}
