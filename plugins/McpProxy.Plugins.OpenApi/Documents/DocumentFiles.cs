using System.Text.Json;
using McpProxy.Configuration.Imports;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>The files of one import: the documents and what they refer to. Each is read once; nothing outside of the folder is read at all.</summary>
/// <param name="folder">The folder that everything must lie in; null when there are no files to refer to.</param>
internal sealed class DocumentFiles(string? folder)
{
    /// <summary>Most files that one document may refer to.</summary>
    private const int MaxFiles = 500;

    /// <summary>Most links on the way to a file, as many as Linux follows.</summary>
    private const int MaxLinks = 40;

    private readonly Dictionary<string, ApiDocument?> _byPath = new(StringComparer.Ordinal);
    private readonly List<ImportSource> _sources = [];

    /// <summary>Every file that was looked at.</summary>
    public IReadOnlyList<ImportSource> Sources => _sources;

    /// <summary>Reads a file as a document of its own.</summary>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public ApiDocument Read(string path) => Parse(path, ReadBytes(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public byte[] ReadBytes(string path)
    {
        _sources.Add(ImportSource.Of(path));
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > DocumentReader.MaxBytes)
            {
                throw new DocumentException(OpenApiErrorCodes.Unreadable, $"It is larger than {DocumentReader.MaxBytes / (1024 * 1024)} MiB.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DocumentException(OpenApiErrorCodes.Unreadable, "It does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(OpenApiErrorCodes.Unreadable, $"It cannot be read ({e.GetType().Name}).");
        }
    }

    /// <summary>Reads a file beside a document.</summary>
    /// <returns>Its JSON; null when there is no such file, which is looked for again.</returns>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public JsonElement? ReadBeside(string path)
    {
        if (File.Exists(path))
        {
            return DocumentReader.Read(ReadBytes(path));
        }

        _sources.Add(ImportSource.Of(path));
        return null;
    }

    /// <summary>Makes a document of bytes that were read.</summary>
    /// <exception cref="DocumentException">They are none.</exception>
    public ApiDocument Parse(string path, byte[] bytes)
    {
        var root = DocumentReader.Read(bytes);
        var document = new ApiDocument(path.Contains("://", StringComparison.Ordinal) ? path : Path.GetFileName(path), path, root, ApiDocument.VersionOf(root));
        _byPath[path] = document;
        return document;
    }

    /// <summary>The file that a reference in a document names.</summary>
    /// <exception cref="UnmappableException">It may not be read, or cannot.</exception>
    public ApiDocument Refer(ApiDocument from, string reference)
    {
        if (reference.Contains("://", StringComparison.Ordinal) || reference.StartsWith("//", StringComparison.Ordinal))
        {
            throw new UnmappableException($"It refers to {Shown(reference)}; references are never fetched.");
        }

        if (folder is null || !from.IsFile)
        {
            throw new UnmappableException($"It refers to {Shown(reference)}, outside of its document.");
        }

        var path = Path.GetFullPath(Uri.UnescapeDataString(reference), Path.GetDirectoryName(from.Location)!);
        if (!IsInside(path))
        {
            throw new UnmappableException($"It refers to {Shown(reference)}, outside of its folder.");
        }

        if (!_byPath.TryGetValue(path, out var document))
        {
            document = _byPath.Count < MaxFiles ? TryRead(path, from.Version) : null;
            _byPath[path] = document;
        }

        return document ?? throw new UnmappableException($"It refers to {Shown(reference)}, which cannot be read.");
    }

    private ApiDocument? TryRead(string path, ApiVersion version)
    {
        try
        {
            var document = Read(path);
            return document.Version == ApiVersion.Part ? new ApiDocument(document.Name, path, document.Root, version) : document;
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    /// <summary>Where links lead counts, not where they stand, and also those on the way: a mounted folder is full of links into itself.</summary>
    private bool IsInside(string path)
    {
        var root = Path.TrimEndingDirectorySeparator(folder!) + Path.DirectorySeparatorChar;
        for (var links = 0; links <= MaxLinks && path.StartsWith(root, StringComparison.Ordinal); links++)
        {
            if (FollowLink(path, root.Length) is not { } target)
            {
                return true;
            }

            path = target;
        }

        return false;
    }

    /// <summary>The path with its first link replaced by what that leads to; null when there is none.</summary>
    private static string? FollowLink(string path, int start)
    {
        for (var end = start - 1; end < path.Length;)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end + 1) is var next and >= 0 ? next : path.Length;
            if (new FileInfo(path[..end]) is { LinkTarget: { } target } link)
            {
                return Path.GetFullPath(target, link.DirectoryName!) + path[end..];
            }
        }

        return null;
    }

    private static string Shown(string reference) => reference.Length <= 100 ? reference : reference[..100] + "…";
}
