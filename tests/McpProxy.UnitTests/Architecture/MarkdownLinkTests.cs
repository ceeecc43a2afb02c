using System.Text.RegularExpressions;

namespace McpProxy.UnitTests.Architecture;

/// <summary>Relative links in the documentation lead somewhere.</summary>
public sealed partial class MarkdownLinkTests
{
    [Fact]
    public void Links_LeadToFilesAndHeadings() => Repository.AssertNone(
        from file in Repository.Files("*.md")
        from target in Targets(file)
        where !Exists(file, target)
        select $"{file}: {target}",
        "Dead links.");

    private static IEnumerable<string> Targets(string file)
    {
        var text = InlineCode().Replace(CodeBlock().Replace(Repository.Read(file), ""), "");
        return Link().Matches(text).Concat(Reference().Matches(text)).Concat(Image().Matches(text))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Absolute().IsMatch(target));
    }

    private static bool Exists(string file, string target)
    {
        var (path, heading) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, "");
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, file))!;
        var full = path.Length == 0 ? Path.Combine(Repository.Root, file) : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(path)));
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            return false;
        }

        return heading.Length == 0 || !full.EndsWith(".md", StringComparison.Ordinal) || Headings(full).Contains(heading);
    }

    /// <summary>Anchors as GitHub makes them of headings.</summary>
    private static IEnumerable<string> Headings(string file) =>
        Heading().Matches(CodeBlock().Replace(File.ReadAllText(file), ""))
            .Select(match => match.Groups["text"].Value.Trim().ToLowerInvariant())
            .Select(text => NotInAnchor().Replace(text, "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\[[^\]]+\]:\s+(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex(@"<(?:img|a)\s[^>]*(?:src|href)=""(?<target>[^""]+)""")]
    private static partial Regex Image();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^(```|~~~)[\s\S]*?^\1", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();
}
