using System.Text.RegularExpressions;
using McpProxy.UnitTests.Architecture;

namespace McpProxy.UnitTests.Docs;

/// <summary>The code of the guides is the code of the sample, and so is known to compile and to work.</summary>
public sealed partial class PluginGuideTests
{
    [Theory]
    [InlineData("docs/writing-a-transform.md")]
    [InlineData("docs/writing-a-tool.md")]
    public void Snippets_EveryOne_StandsInTheSample(string guide)
    {
        var sources = Repository.Files("*.cs", "samples/CustomPlugin").Concat(Repository.Files("*.csproj", "samples/CustomPlugin")).Concat(Repository.Files("*.json", "samples/CustomPlugin/Presets"))
            .Select(Repository.Read).Append(Repository.Read("samples/CustomPlugin/README.md")).Select(Normalize).ToList();
        var snippets = Fence().Matches(Repository.Read(guide)).Select(m => m.Groups["code"].Value).ToList();

        Assert.True(snippets.Count >= 5, $"{guide} has {snippets.Count} snippets; the pattern of this test may be out of date.");
        Repository.AssertNone(
            snippets.Where(snippet => !sources.Exists(s => s.Contains(Normalize(snippet), StringComparison.Ordinal))),
            $"Code in {guide} is copied from samples/CustomPlugin.");
    }

    private static string Normalize(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    [GeneratedRegex(@"^```(?:csharp|xml|json|jsonc)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
