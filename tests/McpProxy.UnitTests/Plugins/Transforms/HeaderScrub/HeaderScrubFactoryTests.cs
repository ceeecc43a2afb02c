using McpProxy.Plugins.Transforms.HeaderScrub;
using McpProxy.UnitTests.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.HeaderScrub;

public sealed class HeaderScrubFactoryTests
{
    [Fact]
    public void Validate_NothingToRemove_IsAMistake() => Assert.Equal(
        ["McpProxy:HeaderScrub:x: MCP013: Neither Names nor Contains names a header to remove. Name at least one."],
        Validate("""{ "Names": [] }"""));

    [Fact]
    public void Validate_ImpossibleNames_AreMistakes() => Assert.Equal(
        [
            "McpProxy:HeaderScrub:x:Contains:0: MCP016: '' cannot stand in a header name.",
            "McpProxy:HeaderScrub:x:Names:1: MCP016: 'X Y' cannot stand in a header name.",
        ],
        Validate("""{ "Names": [ "X-Ok", "X Y" ], "Contains": [ "" ] }"""));

    private static IReadOnlyList<string> Validate(string options) => SomeTransform.Validate(
        new HeaderScrubFactory(),
        new FixedCandidate($$"""{ "McpProxy": { "HeaderScrub": { "x": {{options}} } } }"""),
        new() { ["HeaderScrub"] = "x" });
}
