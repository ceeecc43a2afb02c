using System.Text.RegularExpressions;

namespace McpProxy.UnitTests.Architecture;

/// <summary>Tests that the documentation names as proof are there.</summary>
public sealed partial class NamedTestTests
{
    [Theory]
    [InlineData("docs/testing.md")]
    [InlineData("docs/security.md")]
    public void Document_NamesTests_ThatExist(string document)
    {
        var tests = Repository.Files("*Tests.cs", "tests").ToLookup(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
        var named = TestName().Matches(Repository.Read(document)).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Repository.AssertNone(
            named.Where(n => !tests[n.Class].Any(f => n.Method.Length == 0 || Repository.Read(f).Contains($" {n.Method}(", StringComparison.Ordinal))).Select(n => $"{n.Class}.{n.Method}"),
            $"{document} names tests that do not exist:");
    }

    /// <summary><c>`ClassTests`</c> or <c>`ClassTests.Method`</c>.</summary>
    [GeneratedRegex(@"`([A-Za-z0-9]+Tests)(?:\.([A-Za-z0-9_]+))?`")]
    private static partial Regex TestName();
}
