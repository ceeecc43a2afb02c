using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;
using McpProxy.Plugins.OpenApi.Remote;

namespace McpProxy.Plugins.OpenApi.Caching;

/// <summary>
/// What documents were compiled to, by their content, the options and this version of the program: in memory for reloads, and in a
/// folder for starts. Another content is another entry, so that nothing here can be stale.
/// </summary>
internal sealed class CompiledCache(TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private readonly CacheCleaner _cleaner = new(time);
    private readonly Dictionary<string, (string Key, CompiledDocument Compiled)> _memory = new(StringComparer.Ordinal);

    /// <summary>What was fetched last of documents at URLs.</summary>
    private readonly Dictionary<string, byte[]> _fetched = new(StringComparer.Ordinal);

    /// <summary>The files that were written last of documents at URLs, by options and URL.</summary>
    private readonly Dictionary<string, string> _writtenOfUrls = new(StringComparer.Ordinal);

    /// <summary>Identifies options: documents compiled with others are other documents.</summary>
    public static string OptionsKey(string import, OpenApiOptions options, ProxyFeatures features) =>
        $"{typeof(CompiledCache).Module.ModuleVersionId}\n{import}\n{features}\n{OptionsText.Of(options with { Cache = null, Refresh = null, Packages = null, PackagesVariables = [], Prefix = "" })}";

    /// <summary>Whether a document of these options is in memory.</summary>
    public bool Has(string location, string optionsKey) => _memory.TryGetValue(location, out var known) && known.Key == optionsKey;

    /// <summary>A document whose files have not been touched since.</summary>
    public CompiledDocument? FindUntouched(string location, string optionsKey, ToolNames names) =>
        _memory.TryGetValue(location, out var known) && known.Key == optionsKey && known.Compiled.Sources.All(s => s.IsUnchanged()) && names.TryReserve([.. known.Compiled.Tools])
            ? known.Compiled
            : null;

    /// <summary>A document as it was the last time that it could be read, whatever has become of its file.</summary>
    public CompiledDocument? FindLast(string location, string optionsKey, ToolNames names) =>
        _memory.TryGetValue(location, out var known) && known.Key == optionsKey && names.TryReserve([.. known.Compiled.Tools]) ? known.Compiled : null;

    /// <summary>A document of this content, from the folder. <see cref="TryKeep"/> decides whether it is used.</summary>
    public CompiledDocument? Read(string? folder, byte[] content, string location, string optionsKey) =>
        folder is null ? null : Read(PathOf(folder, Digest(content, optionsKey)), location);

    /// <summary>The same of a document in a file, which is not kept in memory. Several threads may read at once.</summary>
    public CompiledDocument? ReadFile(string folder, string location, string optionsKey) =>
        DigestOfFile(location, optionsKey) is { } digest ? Read(PathOf(folder, digest), location) : null;

    /// <summary>Keeps what was read, unless another document has one of its names.</summary>
    public bool TryKeep(string location, string optionsKey, CompiledDocument compiled, ToolNames names)
    {
        if (!names.TryReserve([.. compiled.Tools]))
        {
            return false;
        }

        _memory[location] = (optionsKey, compiled);
        return true;
    }

    public void Add(string? folder, byte[] content, string location, string optionsKey, CompiledDocument compiled)
    {
        _memory[location] = (optionsKey, compiled);
        if (folder is not null)
        {
            var path = PathOf(folder, Digest(content, optionsKey));
            FileCopy.TryWrite(path, CompiledFile.Write(compiled, location));
            _cleaner.Touch(path);
            _cleaner.Clean(folder);
            DropOlder(location, optionsKey, path);
        }
    }

    /// <summary>What a document at a URL was compiled to, when the very bytes are those of the last time.</summary>
    public CompiledDocument? FindFetched(string url, string optionsKey, byte[] content, ToolNames names) =>
        _fetched.GetValueOrDefault(url) == content ? FindLast(url, optionsKey, names) : null;

    /// <summary>Notes of which bytes a document at a URL was made last.</summary>
    public void NoteFetched(string url, byte[] content) => _fetched[url] = content;

    /// <summary>A server can give another document each time that it is asked, which would fill the disk before the folder is cleaned.</summary>
    private void DropOlder(string location, string optionsKey, string path)
    {
        if (!RemoteDocuments.IsAddress(location))
        {
            return;
        }

        var key = $"{optionsKey}\n{location}";
        if (_writtenOfUrls.TryGetValue(key, out var older) && older != path)
        {
            FileCopy.TryDelete(older);
        }

        _writtenOfUrls[key] = path;
    }

    private CompiledDocument? Read(string path, string location)
    {
        if (FileCopy.TryRead(path) is not { } bytes)
        {
            return null;
        }

        _cleaner.Touch(path);
        return CompiledFile.TryRead(bytes, location);
    }

    private static string PathOf(string folder, byte[] digest) => Path.Combine(folder, Convert.ToHexStringLower(digest)[..CacheCleaner.DigestLength] + CacheCleaner.Ending);

    private static byte[] Digest(byte[] content, string optionsKey)
    {
        using var digest = Begin(optionsKey);
        digest.AppendData(content);
        return digest.GetHashAndReset();
    }

    /// <returns>Null when the file cannot be read.</returns>
    private static byte[]? DigestOfFile(string path, string optionsKey)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            using var digest = Begin(optionsKey);
            for (long position = 0; RandomAccess.Read(file, buffer, position) is > 0 and var read; position += read)
            {
                digest.AppendData(buffer, 0, read);
            }

            return digest.GetHashAndReset();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IncrementalHash Begin(string optionsKey)
    {
        var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(optionsKey));
        return digest;
    }
}
