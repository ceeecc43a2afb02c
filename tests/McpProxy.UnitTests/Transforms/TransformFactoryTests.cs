using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.UnitTests.Transforms;

public sealed class TransformFactoryTests
{
    private const string Json = """{ "McpProxy": { "Shout": { "loud": { "Word": "hey" }, "louder": { "Wrod": "x", "Times": 99 } } } }""";

    private static readonly FixedCandidate _configuration = new(Json);

    [Fact]
    public void Validate_NamedOptionsFit_FindsNothing() =>
        Assert.Empty(SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "loud" }));

    [Fact]
    public void Validate_OtherTransform_IsNotMine()
    {
        var context = new TransformRouteValidationContext { Services = null!, Route = null! };

        Assert.False(new ShoutFactory().Validate(context, new Dictionary<string, string> { ["PathPrefix"] = "/x" }));
    }

    [Fact]
    public void Validate_UnknownName_NamesTheNearest() => Assert.Equal(
        ["ReverseProxy:Routes:ads:Transforms:1:Shout: MCP014: There is no 'lowd' under McpProxy:Shout. Did you mean 'loud'?"],
        SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "lowd" }));

    [Fact]
    public void Validate_NothingNear_ListsWhatThereIs() => Assert.Equal(
        ["ReverseProxy:Routes:ads:Transforms:1:Shout: MCP014: There is no 'whisper' under McpProxy:Shout. Configured are: loud, louder."],
        SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "whisper" }));

    [Fact]
    public void Validate_NoName_AsksForOne() => Assert.Equal(
        ["ReverseProxy:Routes:ads:Transforms:1:Shout: MCP013: Transform Shout names no options. Write the name of a section under McpProxy:Shout."],
        SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "" }));

    [Fact]
    public void Validate_FurtherKeys_AreUnknown() => Assert.Equal(
        ["ReverseProxy:Routes:ads:Transforms:1:Times: MCP010: Transform Shout takes no 'Times' here. Its options stand under McpProxy:Shout:loud."],
        SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "loud", ["Times"] = "2" }));

    [Fact]
    public void Validate_SecondOfARoute_IsRefused_WhereOneIsAllThereCanBe()
    {
        var once = new ShoutFactory(isOncePerRoute: true);
        Dictionary<string, string> use = new() { ["Shout"] = "loud" };

        Assert.Empty(SomeTransform.Validate(once, _configuration, use));
        Assert.Empty(SomeTransform.Validate(new ShoutFactory(), _configuration, use, new Dictionary<string, string> { ["shout"] = "loud" }));
        Assert.Equal(
            ["ReverseProxy:Routes:ads:Transforms:2:Shout: MCP002: The route has a transform Shout already, at 1. Write what both say into one section under McpProxy:Shout."],
            SomeTransform.Validate(once, _configuration, use, new Dictionary<string, string> { ["shout"] = "loud" }));
    }

    [Fact]
    public void Validate_BadOptions_ReportsBindingAndOwnChecksTogether()
    {
        var errors = SomeTransform.Validate(new ShoutFactory(), _configuration, new() { ["Shout"] = "louder" });

        Assert.Collection(
            errors,
            e => Assert.Equal("McpProxy:Shout:louder: SHOUT1: There is no word.", e),
            e => Assert.StartsWith("McpProxy:Shout:louder:Times: MCP012:", e, StringComparison.Ordinal),
            e => Assert.Equal("McpProxy:Shout:louder:Wrod: MCP010: Unknown key 'Wrod'. Did you mean 'Word'?", e));
    }

    [Fact]
    public void Build_ValidOptions_GetsThem()
    {
        var factory = new ShoutFactory();

        Assert.True(factory.Build(BuilderContext(), new Dictionary<string, string> { ["Shout"] = "loud" }));

        Assert.Equal("hey", Assert.Single(factory.Built).Word);
    }

    [Fact]
    public void Build_InvalidOptions_Throws()
    {
        var factory = new ShoutFactory();

        var e = Assert.Throws<InvalidOperationException>(() => factory.Build(BuilderContext(), new Dictionary<string, string> { ["Shout"] = "louder" }));

        Assert.StartsWith("The options of transform Shout 'louder' are not valid: ", e.Message, StringComparison.Ordinal);
        Assert.Empty(factory.Built);
    }

    [Fact]
    public void AddTransform_Twice_RegistersOnce()
    {
        var services = new ServiceCollection();
        var builder = new SomeBuilder(services, _configuration.Current);

        builder.AddTransform<ShoutFactory>().AddTransform<ShoutFactory>();

        using var provider = services.BuildServiceProvider();
        var factory = Assert.Single(provider.GetServices<ITransformFactory>());
        Assert.Same(factory, Assert.Single(provider.GetServices<ISectionDescriptor>()));
    }

    private static TransformBuilderContext BuilderContext() => new()
    {
        Services = new ServiceCollection().AddSingleton<ICandidateConfiguration>(_configuration).BuildServiceProvider(),
        Route = new RouteConfig { RouteId = "ads" },
    };

    private sealed record SomeBuilder(IServiceCollection Services, IConfiguration Configuration) : IMcpProxyBuilder;
}
