using System.Text.Json;
using McpProxy.Plugins.OpenApi.Caching;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.UnitTests.Plugins.OpenApi;

/// <summary>The text that says whether a compiled document belongs to these options.</summary>
public sealed class OptionsTextTests
{
    private static readonly OpenApiOptions[] Different =
    [
        new(),
        new() { Document = "a" },
        new() { Cluster = "a" },
        new() { Cluster = "" },
        new() { Route = "a" },
        new() { RouteTemplate = Json("""{ "Order": 1 }""") },
        new() { RouteTemplate = Json("""{ "Order": "1" }""") },
        new() { ToolTemplate = Json("""{ "Order": 1 }""") },
        new() { Refresh = TimeSpan.FromMinutes(1) },
        new() { Sidecars = false },
        new() { OmitParameters = ["a", "b"] },
        new() { OmitParameters = ["ab"] },
        new() { OmitParameters = ["1:a1:b"] },
        new() { ServerVariables = new Dictionary<string, string> { ["a"] = "b" } },
        new() { ServerVariables = new Dictionary<string, string> { ["b"] = "a" } },
        new() { Select = [new SelectionRule { Include = new OperationFilter { Tags = ["a"] } }] },
        new() { Select = [new SelectionRule { Include = new OperationFilter { Methods = ["a"] } }] },
        new() { Select = [new SelectionRule { Exclude = new OperationFilter { Tags = ["a"] } }] },
        new() { Select = [new SelectionRule { Exclude = new OperationFilter { Deprecated = true } }] },
        new() { Operations = new Dictionary<string, OperationOptions> { ["a"] = new() { Name = "b" } } },
        new() { Operations = new Dictionary<string, OperationOptions> { ["a"] = new() { Import = false } } },
        new() { Operations = new Dictionary<string, OperationOptions> { ["a"] = new() { Tool = Json("1") } } },
    ];

    [Fact]
    public void Text_OfOtherOptions_IsAnother() =>
        Assert.Equal(Different.Length, Different.Select(OptionsText.Of).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Text_OfTheSameOptions_IsTheSame() =>
        Assert.All(Different, o => Assert.Equal(OptionsText.Of(o), OptionsText.Of(o with { Select = [.. o.Select], OmitParameters = [.. o.OmitParameters], ServerVariables = o.ServerVariables.ToDictionary() })));

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
