using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Tools;

/// <summary>What configuration may say of the answers that upstreams ask for, and of the models that give them.</summary>
public sealed class InputCompilationTests
{
    private static readonly ToolInputConfig InBody = new() { In = ToolInputLocation.Body };

    [Theory]
    [InlineData("Mcp-Input-Responses")]
    [InlineData("mcp-request-state")]
    public void Compile_ToolSetsAHeaderThatOnlyWeMaySend_IsAnError(string header)
    {
        var tool = new ToolConfig
        {
            Route = "all",
            Request = "GET /a",
            Parameters = new Dictionary<string, ParameterConfig> { ["x"] = new() { In = ParameterLocation.Header, As = header } },
        };

        AssertError("MCP125", tool);
        AssertError("MCP125", tool with { Parameters = null, Headers = new Dictionary<string, string> { [header] = "x" } });
        AssertError("MCP125", tool with { Parameters = null, ForwardHeaders = [header] });
    }

    [Fact]
    public void Compile_AnswersInBodyOfARequestWithoutOne_IsAnError()
    {
        AssertError("MCP142", new ToolConfig { Route = "all", Request = "GET /a", Input = InBody });
        AssertError("MCP142", new ToolConfig
        {
            Route = "all",
            Request = "POST /a",
            Input = InBody,
            Parameters = new Dictionary<string, ParameterConfig> { ["x"] = new() { In = ParameterLocation.Form } },
        });
    }

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{"requestState":{"type":"string"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"inputResponses":{"type":"object"}},"additionalProperties":false}""")]
    public void Compile_CallersCouldForgeAnswersInBody_IsAnError(string schema) =>
        AssertError("MCP142", new ToolConfig { Route = "all", Request = "POST /a", Input = InBody, InputSchema = SomeMcp.Json(schema) });

    [Fact]
    public void Compile_AnswersInBodyOfAClosedObject_IsFine() =>
        Assert.Equal(ToolInputLocation.Body, SomeTool.From(new ToolConfig
        {
            Route = "all",
            Request = "POST /a",
            Input = InBody,
            InputSchema = SomeMcp.Json("""{"type":"object","properties":{"x":{"type":"string"}},"additionalProperties":false}"""),
        }).Input);

    [Fact]
    public void Compile_SamplingProviderWithMistakes_NamesThemAll()
    {
        var (_, errors) = SomeTool.Compile(new McpConfig
        {
            Sampling = new SamplingConfig { Providers = new Dictionary<string, SamplingProviderConfig> { ["house"] = new() { Route = "nowhere", Request = "GET /chat", MaxTokensName = "" } } },
        });

        Assert.Equal(
            ["Mcp:Sampling:Providers:house:MaxTokensName", "Mcp:Sampling:Providers:house:Models", "Mcp:Sampling:Providers:house:Request", "Mcp:Sampling:Providers:house:Route"],
            errors.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compile_SamplingProvider_IsACallWithoutCallerHeaders()
    {
        var (catalog, errors) = SomeTool.Compile(new McpConfig
        {
            ForwardHeaders = ["X-Tenant"],
            Sampling = new SamplingConfig { Providers = new Dictionary<string, SamplingProviderConfig> { ["house"] = new() { Route = "all", Models = ["m"] } } },
        });

        Assert.Empty(errors);
        var provider = Assert.Single(catalog.Sampling);
        Assert.Empty(provider.Call.ForwardHeaders);
        Assert.Equal(["m"], provider.Hints);
        Assert.Contains(provider.Call, catalog.Calls);
    }

    private static void AssertError(string code, ToolConfig tool)
    {
        var (_, errors) = SomeTool.Compile(new McpConfig { Tools = new Dictionary<string, ToolConfig> { ["some_tool"] = tool } });
        Assert.Contains(errors, e => e.Code == code);
    }
}
