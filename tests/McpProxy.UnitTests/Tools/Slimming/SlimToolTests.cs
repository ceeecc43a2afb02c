using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Slimming;

/// <summary>Tools whose definition is slimmed: what is shown, and what calls are held to.</summary>
public sealed class SlimToolTests
{
    private const string Values = """["A","B","C"]""";

    private static readonly SlimmingConfig Tight = new() { Enabled = true, MaxEnum = 2, MaxToolDescription = 20, Supplied = ["X-Client-Id", "tenant"] };

    [Fact]
    public void Definition_IsSlimAndKeepsTheWholeAside()
    {
        var tool = Compile(Tight, new ToolConfig { Description = "Does this and that and more.", Parameters = new Dictionary<string, ParameterConfig> { ["a"] = Enumerated } });

        Assert.Equal("Does this and that…", tool.Definition.Description);
        Assert.Contains("One of 3 values: A, B, C.", Shown(tool), StringComparison.Ordinal);
        Assert.Equal("Does this and that and more.", tool.Definition.Whole.Description);
        Assert.Contains(Values, Encoding.UTF8.GetString(tool.Definition.Whole.InputSchema.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_IsHeldToTheWholeSchema()
    {
        var tool = Compile(Tight, new ToolConfig { Parameters = new Dictionary<string, ParameterConfig> { ["a"] = Enumerated } });

        Assert.True(Fits(tool, """{"a":"B"}"""));
        Assert.False(Fits(tool, """{"a":"D"}"""));
    }

    [Fact]
    public void Supplied_ByNameOrHeader_IsNeitherShownNorAskedForAndStillTaken()
    {
        var tool = Compile(Tight, new ToolConfig
        {
            Request = "GET /{tenant}",
            Parameters = new Dictionary<string, ParameterConfig>
            {
                ["client"] = new() { In = ParameterLocation.Header, As = "x-client-id", Type = "string!" },
                ["Tenant"] = new() { In = ParameterLocation.Query, Required = true },
                ["tenant"] = new(),
                ["b"] = new() { Type = "string!" },
            },
        });

        Assert.Equal(["tenant", "b"], JsonElement.Parse(Shown(tool)).GetProperty("properties").EnumerateObject().Select(p => p.Name)); // Nothing else could fill the path.
        Assert.True(Fits(tool, """{"tenant":"1","b":"2"}"""));
        Assert.True(Fits(tool, """{"tenant":"1","b":"2","client":"3"}"""));
        Assert.False(Fits(tool, """{"tenant":"1"}"""));
    }

    [Fact]
    public void Supplied_OfAnInputSchema_IsNotRequired()
    {
        var tool = Compile(Tight, new ToolConfig { InputSchema = JsonElement.Parse("""{"type":"object","properties":{"tenant":{"type":"string"},"b":{}},"required":["tenant","b"],"additionalProperties":false}""") });

        Assert.Equal("""{"type":"object","properties":{"b":{}},"required":["b"],"additionalProperties":false}""", Shown(tool));
        Assert.True(Fits(tool, """{"b":1}"""));
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    public void Slim_OfATool_IsStrongerThanTheSetting(bool enabled, bool? ofTool, bool isSlim)
    {
        var tool = Compile(Tight with { Enabled = enabled }, new ToolConfig { Slim = ofTool, Parameters = new Dictionary<string, ParameterConfig> { ["a"] = Enumerated } });

        Assert.Equal(isSlim, tool.Definition.Full is not null);
    }

    [Fact]
    public void Definition_NothingToLeaveOut_IsTheWhole() =>
        Assert.Null(Compile(Tight, new ToolConfig { Description = "Short.", Parameters = new Dictionary<string, ParameterConfig> { ["a"] = new() } }).Definition.Full);

    [Fact]
    public void OutputSchema_IsSlimToo()
    {
        var tool = Compile(Tight, new ToolConfig { OutputSchema = JsonElement.Parse("""{"type":"object","title":"T","properties":{"a":{"enum":[1,2,3]}}}""") });

        Assert.Equal("""{"type":"object","properties":{"a":{"description":"One of 3 values: 1, 2, 3."}}}""", Encoding.UTF8.GetString(tool.Definition.OutputSchema.Span));
    }

    private static ParameterConfig Enumerated => new() { Enum = JsonElement.Parse(Values) };

    private static ToolBinding Compile(SlimmingConfig slimming, ToolConfig tool)
    {
        tool = tool with { Route = "all", Request = tool.Request.Length > 0 ? tool.Request : "POST /x" };
        var (catalog, errors) = SomeTool.Compile(new McpConfig { Slimming = slimming, Tools = new Dictionary<string, ToolConfig> { ["t"] = tool } });
        Assert.Empty(errors);
        return catalog.All.Tools[0];
    }

    private static string Shown(ToolBinding tool) => Encoding.UTF8.GetString(tool.Definition.InputSchema.Span);

    private static bool Fits(ToolBinding tool, string arguments)
    {
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(arguments), 64);
        return tool.InputSchema.Validate(tape, JsonTape.Root, null);
    }
}
