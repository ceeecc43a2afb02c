using System.Text;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using McpProxy.Tools.Resources;

namespace McpProxy.UnitTests.Tools.Resources;

/// <summary>Finding the resource of a URI.</summary>
public sealed class ResourceSetTests
{
    [Theory]
    [InlineData("ads://items/first", "exact")]
    [InlineData("ads://items/7", "one")]
    [InlineData("ads://items/7/notes", "notes")]
    [InlineData("ads://items/a/b/c", "anything")]
    [InlineData("ads://other", "z_any_1")]
    [InlineData("other://items", null)]
    [InlineData("", null)]
    public void Find_SeveralFit_TakesTheMostSpecific(string uri, string? name)
    {
        var set = Compile(new()
        {
            ["exact"] = Item("ads://items/first"),
            ["one"] = Item("ads://items/{id}"),
            ["notes"] = Item("ads://items/{id}/notes"),
            ["anything"] = Item("ads://items/{+path}"),
            ["z_any_2"] = Item("ads://{+b}"),
            ["z_any_1"] = Item("ads://{+a}"),
        });

        Assert.Equal(name, set.Find(uri)?.Resource.Name);
    }

    [Fact]
    public void Find_Template_HasTheArgumentsOfTheRequest()
    {
        var set = Compile(new() { ["one"] = Item("ads://items/{id}{?limit}") with { Parameters = new Dictionary<string, ParameterConfig> { ["limit"] = new() { Type = "integer" } } } });

        var match = set.Find("ads://items/a%2Fb?limit=3");

        Assert.Equal("""{"id":"a/b","limit":3}""", Encoding.UTF8.GetString(match!.Arguments.Span));
    }

    [Fact]
    public void Find_UriThatIsTooLong_IsNotFound() =>
        Assert.Null(Compile(new() { ["one"] = Item("ads://items/{id}") }).Find("ads://items/" + new string('a', ResourceSet.MaxUriLength)));

    private static ResourceConfig Item(string uri) => new() { Uri = uri, Route = "any", Request = "GET /items" };

    private static ResourceSet Compile(Dictionary<string, ResourceConfig> resources) =>
        SomeMcp.Snapshot(new McpConfig { Resources = resources }).Catalog.All.Resources;
}
