using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Architecture;

/// <summary>The working tree that these tests were built from.</summary>
internal static partial class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", "artifacts", ".git", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below the folders, without what tools generate, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders)
    {
        var starts = folders.Length == 0 ? [Root] : folders.Select(folder => Path.Combine(Root, folder));
        return starts.SelectMany(start => Walk(start, pattern)).Order(StringComparer.Ordinal);
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Names of the projects that a project file references directly.</summary>
    public static IReadOnlyList<string> ProjectReferences(string projectFile) =>
        [.. Items(projectFile, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))];

    public static IReadOnlyList<string> PackageReferences(string projectFile) => Items(projectFile, "PackageReference");

    /// <summary>Assemblies of everything that ships: Abstractions, Core, the host and every plugin.</summary>
    public static IEnumerable<Assembly> ShippedAssemblies() =>
        [typeof(ConfigErrors).Assembly, typeof(McpConfig).Assembly, Assembly.Load("mcpproxy"), .. PluginAssemblies()];

    /// <summary>A plugin whose assembly is missing here is not referenced by McpProxy.Testing.</summary>
    public static IEnumerable<Assembly> PluginAssemblies() =>
        Files("*.csproj", "plugins").Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)));

    /// <summary>Fails with one line for each violation.</summary>
    public static void AssertNone(IEnumerable<string> violations, string rule)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }

    /// <summary>Source text without comments and string literals, good enough to look for names in it.</summary>
    public static string CodeOf(string line) => Comment().Replace(StringLiteral().Replace(line, "\"\""), "");

    private static IReadOnlyList<string> Items(string projectFile, string name) =>
        [.. XDocument.Load(Path.Combine(Root, projectFile)).Descendants(name).Select(item => item.Attribute("Include")!.Value)];

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !Generated.Contains(Path.GetFileName(child))))
        {
            foreach (var file in Walk(child, pattern))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "McpProxy.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No McpProxy.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex StringLiteral();

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();
}
