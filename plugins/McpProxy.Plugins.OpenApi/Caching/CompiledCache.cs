using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Caching;

/// <summary>
/// What documents were compiled to, by their content, the options and this version of the program: in memory for reloads, and in a
/// folder for starts. Another content is another entry, so that nothing here can be stale.
/// </summary>
internal sealed class CompiledCache(TimeProvider time)
{
    private readonly CacheCleaner _cleaner = new(time);
    private readonly Dictionary<string, (string Key, CompiledDocument Compiled)> _memory = new(StringComparer.Ordinal);

    /// <summary>Identifies options: documents compiled with others are other documents.</summary>
    public static string OptionsKey(string import, OpenApiOptions options, ProxyFeatures features) =>
        $"{typeof(CompiledCache).Module.ModuleVersionId}\n{import}\n{features}\n{JsonSerializer.Serialize(options with { Cache = null, Refresh = null, Packages = null, PackagesVariables = [], Prefix = "" })}";

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

    /// <summary>A document of this content, from the folder. Several threads may read at once; <see cref="TryKeep"/> decides whether it is used.</summary>
    public CompiledDocument? Read(string? folder, byte[] content, string location, string optionsKey)
    {
        if (PathOf(folder, content, optionsKey) is not { } path || FileCopy.TryRead(path) is not { } bytes)
        {
            return null;
        }

        _cleaner.Touch(path);
        return CompiledFile.TryRead(bytes, location);
    }

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
        if (PathOf(folder, content, optionsKey) is { } path)
        {
            FileCopy.TryWrite(path, CompiledFile.Write(compiled, location));
            _cleaner.Touch(path);
            _cleaner.Clean(folder!);
        }
    }

    private static string? PathOf(string? folder, byte[] content, string optionsKey)
    {
        if (folder is null)
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(optionsKey));
        digest.AppendData(content);
        return Path.Combine(folder, Convert.ToHexStringLower(digest.GetHashAndReset())[..CacheCleaner.DigestLength] + CacheCleaner.Ending);
    }
}
