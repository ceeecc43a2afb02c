using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>The files of one import: the documents and what they refer to. Each is read once; nothing outside of the folder is read at all.</summary>
/// <param name="folder">The folder that everything must lie in; null when there are no files to refer to.</param>
internal sealed class DocumentFiles(string? folder)
{
    /// <summary>Most files that one document may refer to.</summary>
    private const int MaxFiles = 500;

    private readonly Dictionary<string, ApiDocument?> _byPath = new(StringComparer.Ordinal);
    private readonly List<ImportSource> _sources = [];
    private string? _realFolder;

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
            if (FileLength.Of(path) == 0)
            {
                throw new DocumentException(OpenApiErrorCodes.Unreadable, $"It {FileLength.NoneReason}.");
            }

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
            throw new UnmappableException($"It refers to {Excerpt.Of(reference)}; references are never fetched.");
        }

        if (folder is null || !from.IsFile)
        {
            throw new UnmappableException($"It refers to {Excerpt.Of(reference)}, outside of its document.");
        }

        var name = Uri.UnescapeDataString(reference);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new UnmappableException($"It refers to {Excerpt.Of(reference)}, which is no file name.");
        }

        var path = Path.GetFullPath(name, Path.GetDirectoryName(from.Location)!);
        if (!IsInside(path))
        {
            throw new UnmappableException($"It refers to {Excerpt.Of(reference)}, outside of its folder.");
        }

        if (!_byPath.TryGetValue(path, out var document))
        {
            document = _byPath.Count < MaxFiles ? TryRead(path, from.Version) : null;
            _byPath[path] = document;
        }

        return document ?? throw new UnmappableException($"It refers to {Excerpt.Of(reference)}, which cannot be read.");
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

    /// <summary>Where links lead counts, not where they stand: a mounted folder is full of links into itself, and may be one.</summary>
    private bool IsInside(string path)
    {
        _realFolder ??= RealPath.Of(folder!) ?? folder!;
        return RealPath.Of(path)?.StartsWith(Path.TrimEndingDirectorySeparator(_realFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true;
    }
}
