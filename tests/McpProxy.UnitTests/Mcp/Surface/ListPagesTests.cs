using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Mcp.Surface;

public sealed class ListPagesTests
{
    [Theory]
    [InlineData(0, 10, 1)]
    [InlineData(10, 10, 1)]
    [InlineData(11, 10, 2)]
    [InlineData(25, 10, 3)]
    [InlineData(3, 1, 3)]
    public void Find_FollowingCursors_ReachesEveryToolOnceInOrder(int tools, int pageSize, int pages)
    {
        var sut = CreateSut(tools, pageSize);
        var names = new List<string>();
        var count = 0;
        string? cursor = "";
        while (cursor is not null)
        {
            var page = Parse(sut.Find(Cursor(cursor)));
            names.AddRange(Names(page));
            cursor = (string?)page["nextCursor"];
            count++;
        }

        Assert.Equal(pages, count);
        Assert.Equal(Enumerable.Range(0, tools).Select(i => $"tool_{i:D4}"), names);
    }

    [Fact]
    public void Find_SamePageTwice_IsTheSameMemory()
    {
        var sut = CreateSut(30, 10);
        var cursor = Cursor((string)Parse(sut.Find(default))["nextCursor"]!);

        Assert.Equal(sut.Find(cursor)!.Value, sut.Find(cursor)!.Value);
    }

    [Fact]
    public void Find_CursorOfAnotherConfiguration_GoesOnAfterItsName()
    {
        var cursor = (string)Parse(CreateSut(30, 7).Find(default))["nextCursor"]!; // After tool_0006.

        Assert.Equal("tool_0007", Names(Parse(CreateSut(30, 10).Find(Cursor(cursor))))[0]);
    }

    [Fact]
    public void Find_CursorAfterTheLastTool_IsEmptyLastPage()
    {
        var page = Parse(CreateSut(3, 10).Find(Cursor(ListCursor.Create("zzz"))));

        Assert.Empty(Names(page));
        Assert.Null(page["nextCursor"]);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("\"MQ\"")]
    [InlineData("\"MTo\"")]
    [InlineData("\"MjphYmM\"")]
    [InlineData("5")]
    [InlineData("{}")]
    public void Find_ForeignCursor_IsNull(string json) => Assert.Null(CreateSut(3, 10).Find(Slice(json)));

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Find_EmptyCursor_IsTheFirstPage(string json) => Assert.NotNull(CreateSut(3, 10).Find(Slice(json)));

    [Fact]
    public void Find_CursorTooLong_IsNull() => Assert.Null(CreateSut(3, 10).Find(Slice($"\"{new string('A', 2000)}\"")));

    [Fact]
    public void Find_HandWrittenDescription_IsNotEscapedBeyondNeed()
    {
        var config = SomeMcp.WithTools(0) with
        {
            Tools = new Dictionary<string, McpProxy.Configuration.ToolConfig>
            {
                ["t"] = SomeMcp.Tool("GET /t", """{"type":"object"}""") with { Description = "Größe <b> & 'x'\n\u2028" },
            },
        };
        var surface = new McpSurface(SomeMcp.Snapshot(config)).Find(null)!;

        var text = Encoding.UTF8.GetString(surface.ToolPage(ProtocolRevision.July2026, default)!.Value.Span);

        Assert.Contains("Größe <b> & 'x'\\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    private static ListPages CreateSut(int tools, int pageSize)
    {
        var surface = new McpSurface(SomeMcp.Snapshot(SomeMcp.WithTools(tools) with { PageSize = pageSize }));
        return new(surface, new ToolListSource(surface.Find(null)!.Toolset.Listed), ProtocolRevision.July2026);
    }

    private static JsonSlice Cursor(string cursor) => Slice(JsonSerializer.Serialize(cursor));

    private static JsonSlice Slice(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        return new JsonSlice(bytes, reader.TokenType);
    }

    private static JsonNode Parse(ReadOnlyMemory<byte>? page) => JsonNode.Parse(page!.Value.Span)!;

    private static List<string> Names(JsonNode page) => [.. page["tools"]!.AsArray().Select(t => (string)t!["name"]!)];
}
