using System.Text.RegularExpressions;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Routes;
using McpProxy.Configuration.Schema;
using McpProxy.UnitTests.Architecture;

namespace McpProxy.UnitTests.Configuration;

/// <summary>docs/configuration.md says what the code says. With UPDATE_GOLDEN=1 its tables are written instead of compared.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private const string Document = "docs/configuration.md";

    public static TheoryData<string> Tables { get; } = [.. Written().Keys];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_InTheDocument_IsFresh(string name)
    {
        var file = Path.Combine(Repository.Root, Document);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (start, end) = ($"<!-- table {name} -->\n", $"<!-- end {name} -->");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to >= from, $"{Document} has no markers for the table {name}.");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            text = text[..from] + Written()[name] + text[to..];
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            to = text.IndexOf(end, StringComparison.Ordinal);
        }

        Assert.True(text[from..to] == Written()[name], $"The table {name} of {Document} is stale. Renew it by running these tests with UPDATE_GOLDEN=1.");
    }

    [Fact]
    public void Codes_OfAllAssemblies_AreUniqueAndExplained()
    {
        var codes = CodeTypes().SelectMany(ErrorCodeTable.Codes).Select(f => (string)f.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, c => Assert.Matches("^MCP[0-9]{3}$", c));
        Assert.DoesNotContain("|  |", Written()["codes"], StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_InTheSource_AreAllFromTheTables()
    {
        var tables = CodeTypes().Select(t => t.Name + ".cs").ToList();
        var literals = Repository.Files("*.cs", "proxy", "plugins")
            .Where(f => !tables.Contains(Path.GetFileName(f)))
            .SelectMany(f => Repository.ReadLines(f).Where(l => CodeLiteral().IsMatch(l)).Select(l => $"{f}: {l.Trim()}"));

        Repository.AssertNone(literals, "Codes are constants of a class named *ErrorCodes:");
    }

    private static Dictionary<string, string> Written()
    {
        var tables = new Dictionary<string, string>
        {
            ["Mcp"] = KeyTable.Of("Mcp", typeof(McpConfig)),
            ["McpProxy"] = KeyTable.Of("McpProxy", typeof(McpProxyConfig)),
            ["ReverseProxy"] = KeyTable.Of("ReverseProxy", typeof(ProxySection)),
            ["presets"] = PresetTable.Of(SomeDescriptors.Presets()),
            ["codes"] = ErrorCodeTable.Of(CodeTypes()),
        };
        foreach (var descriptor in SomeDescriptors.BuiltIn())
        {
            var path = $"{(descriptor is IConfigurationImporter ? "Mcp" : "McpProxy")}:{descriptor.Key}";
            tables[descriptor.Key] = KeyTable.Of(descriptor.IsMap ? $"{path}:{{name}}" : path, descriptor.OptionsType);
        }

        return tables;
    }

    private static IEnumerable<Type> CodeTypes() =>
        Repository.ShippedAssemblies().SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("ErrorCodes", StringComparison.Ordinal)).OrderBy(t => t.FullName, StringComparer.Ordinal);

    [GeneratedRegex("\"MCP[0-9]{3}\"")]
    private static partial Regex CodeLiteral();
}
