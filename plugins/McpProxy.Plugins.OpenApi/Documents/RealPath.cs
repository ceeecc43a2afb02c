namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>Follows links: those of a file, and of every folder on the way to it.</summary>
internal static class RealPath
{
    /// <summary>As many as systems follow.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The absolute path without links of what a path names; it need not exist.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The path; null when its links lead in a circle, or cannot be read.</returns>
    public static string? Of(string path)
    {
        try
        {
            return Follow(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Follow(string path)
    {
        var rest = new Stack<string>();
        var real = Push(path, rest);
        var links = 0;
        while (rest.TryPop(out var name))
        {
            var next = name == ".." ? Path.GetDirectoryName(real) ?? real : name == "." ? real : Path.Combine(real, name);
            if (name is "." or ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
            }
            else if (++links > MostLinks)
            {
                return null;
            }
            else if (Push(target, rest) is { Length: > 0 } root)
            {
                real = root;
            }
        }

        return real;
    }

    /// <returns>What an absolute path starts with; nothing for others.</returns>
    private static string Push(string path, Stack<string> rest)
    {
        var root = Path.GetPathRoot(path) ?? "";
        foreach (var name in path[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            rest.Push(name);
        }

        return root;
    }
}
