using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Search;

namespace McpProxy.UnitTests.Tools.Search;

/// <summary>Tools in one line.</summary>
public sealed class ToolSummaryTests
{
    [Theory]
    [InlineData("Reads a thing.", "Reads a thing.")]
    [InlineData("Reads a thing. And another.", "Reads a thing.")]
    [InlineData("  Reads a thing\nand more", "Reads a thing")]
    [InlineData("Reads things, e.g. profiles. More.", "Reads things, e.g. profiles.")]
    [InlineData("Version 2.0 of it. More.", "Version 2.0 of it.")]
    public void Line_Description_IsItsFirstSentence(string description, string expected) => Assert.Equal(expected, Of(description).Line);

    [Fact]
    public void Line_LongSentence_IsCutAtAWord()
    {
        var line = Of(string.Join(' ', Enumerable.Repeat("word", 100))).Line;

        Assert.InRange(line.Length, 100, 141);
        Assert.EndsWith("word…", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Required_OfTheSchema_AreListed()
    {
        var tool = SomeTool.With("GET /{id}", ("id", new ParameterConfig()), ("filter", new ParameterConfig { Type = "string!" }), ("x", new ParameterConfig()));

        Assert.Equal(["id", "filter"], ToolSummary.Of(tool).Required);
    }

    private static ToolSummary Of(string description) => ToolSummary.Of(SomeTool.From(new ToolConfig { Route = "all", Request = "GET /", Description = description }));
}
