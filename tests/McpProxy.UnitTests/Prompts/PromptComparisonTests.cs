using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Prompts;

/// <summary>Clients are told of changed prompts when they see others, and only then.</summary>
public sealed class PromptComparisonTests
{
    private static readonly PromptArgumentConfig Argument = new() { Description = "d", Complete = new CompletionConfig { Values = ["x"] } };

    private static readonly PromptConfig Prompt = new()
    {
        Title = "t",
        Arguments = new Dictionary<string, PromptArgumentConfig> { ["a"] = Argument },
        Messages = [new PromptMessageConfig { Text = "{a}" }],
    };

    public static TheoryData<string, bool> Changes { get; } = new()
    {
        { "nothing", false },
        { "text", false },
        { "completion", false },
        { "title", true },
        { "description", true },
        { "required", true },
        { "argument", true },
        { "icon", true },
        { "gone", true },
        { "toolset", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void FindChanges_OfPrompts_SeesWhatClientsSee(string change, bool expected)
    {
        var before = Config("nothing");
        var after = Config(change);

        var changes = CatalogComparison.FindChanges(SomeMcp.Snapshot(before).Catalog, SomeMcp.Snapshot(after).Catalog);

        Assert.Equal(expected ? CatalogLists.Prompts : CatalogLists.None, changes);
    }

    private static McpConfig Config(string change)
    {
        var prompt = change switch
        {
            "text" => Prompt with { Messages = [new PromptMessageConfig { Text = "other {a}" }] },
            "completion" => With("a", Argument with { Complete = null }),
            "title" => Prompt with { Title = "other" },
            "description" => Prompt with { Description = "other" },
            "required" => With("a", Argument with { Required = true }),
            "argument" => With("b", Argument),
            "icon" => Prompt with { Icons = [new IconConfig { Src = "https://example.com/i.png" }] },
            _ => Prompt,
        };
        return new McpConfig
        {
            Prompts = change == "gone" ? new Dictionary<string, PromptConfig>() : new Dictionary<string, PromptConfig> { ["p"] = prompt },
            Toolsets = new Dictionary<string, ToolsetConfig> { ["s"] = new() { Prompts = change == "toolset" ? ["*"] : [] } },
        };
    }

    private static PromptConfig With(string name, PromptArgumentConfig argument) =>
        Prompt with { Arguments = new Dictionary<string, PromptArgumentConfig> { [name] = argument }, Messages = [new PromptMessageConfig { Text = "x" }] };
}
