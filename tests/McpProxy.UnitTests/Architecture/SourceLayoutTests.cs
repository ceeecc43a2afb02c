using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace McpProxy.UnitTests.Architecture;

/// <summary>Where types live and how large files get.</summary>
public sealed partial class SourceLayoutTests
{
    private const int LongestFile = 400;

    private static readonly string[] Sources = ["proxy", "plugins", "samples", "tests"];
    private static readonly string[] VagueNames = ["Helpers", "Utils", "Utilities", "Common", "Services", "Managers"];

    [Fact]
    public void Files_HaveAtMost400Lines() => Repository.AssertNone(
        from file in Repository.Files("*.cs", Sources)
        let lines = Repository.ReadLines(file).Length
        where lines > LongestFile
        select $"{file}: {lines} lines",
        $"A file over {LongestFile} lines holds more than one thought.");

    [Fact]
    public void Files_HoldOneTypeOfTheirName() => Repository.AssertNone(
        from file in Repository.Files("*.cs", Sources)
        let types = TopLevelTypes(file)
        let expected = Path.GetFileName(file).Split('.')[0]
        where types.Count > 0 && types.Any(type => type != expected)
        select $"{file}: {string.Join(", ", types)}",
        "One top-level type in a file, and the file is named after it.");

    [Fact]
    public void Folders_AreNamedAfterWhatHappensThere() => Repository.AssertNone(
        from file in Repository.Files("*.cs", Sources)
        let folder = Path.GetDirectoryName(file)!
        where folder.Split('/', '\\').Any(name => VagueNames.Contains(name, StringComparer.OrdinalIgnoreCase))
        select folder,
        $"No folder is called {string.Join(", ", VagueNames)}.");

    [Fact]
    public void Classes_AreSealedStaticOrAbstract() => Repository.AssertNone(
        from assembly in Repository.ShippedAssemblies()
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && type.FullName!.StartsWith("McpProxy.", StringComparison.Ordinal)
        select type.FullName,
        "A class that nobody derives from is sealed.");

    /// <summary>With file-scoped namespaces a top-level type starts in the first column.</summary>
    private static IReadOnlyList<string> TopLevelTypes(string file) =>
        [.. TypeDeclaration().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value).Distinct()];

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>\[\]?.,]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
