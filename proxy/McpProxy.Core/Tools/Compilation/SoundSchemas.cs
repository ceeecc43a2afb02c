using System.Buffers;
using System.Runtime.InteropServices;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// The digests of schemas that this version of the program has compiled without a mistake, in a file: a start need not compile them
/// to know that. What is damaged or belongs to another version says nothing about any schema.
/// </summary>
internal sealed class SoundSchemas
{
    /// <summary>More are not kept: 2 MiB.</summary>
    private const int Most = 65536;

    private const string Ending = ".schemas";

    /// <summary>Longer than versions of the program run beside each other.</summary>
    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string _path;
    private readonly HashSet<SchemaDigest> _known;

    private SoundSchemas(string path, HashSet<SchemaDigest> known) => (_path, _known) = (path, known);

    /// <summary>Reads what is kept in a folder.</summary>
    public static SoundSchemas Read(string folder)
    {
        // The runtime belongs to it: it decides which patterns can be compiled.
        var version = SchemaDigest.Of(MemoryMarshal.AsBytes($"{typeof(SoundSchemas).Module.ModuleVersionId} {Environment.Version}".AsSpan()));
        var path = Path.Combine(folder, $"{Convert.ToHexStringLower(version.Bytes[..8])}{Ending}");
        return new SoundSchemas(path, ReadFile(path));
    }

    public bool Contains(SchemaDigest digest) => _known.Contains(digest);

    /// <summary>Writes those of the load that is done, if there are others than before. A file that cannot be written costs time at the next start, and nothing else.</summary>
    public void Save(IReadOnlyCollection<SchemaDigest> sound)
    {
        if (sound.Count > Most || sound.All(_known.Contains))
        {
            return;
        }

        var temporary = $"{_path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllBytes(temporary, [.. sound.SelectMany(d => d.Bytes.ToArray())]);
            File.Move(temporary, _path, overwrite: true);
            _known.Clear();
            _known.UnionWith(sound);
            RemoveOld();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said above.
        }
    }

    /// <summary>Removes what other versions wrote long before. Told by their names, which other files of the folder have not.</summary>
    private void RemoveOld()
    {
        var written = new FileInfo(_path);
        foreach (var other in written.Directory!.EnumerateFiles("*" + Ending)) // A file has a folder.
        {
            var isOurs = other.Name.Length == written.Name.Length && other.Name.AsSpan(0, other.Name.Length - Ending.Length).IndexOfAnyExcept(Digits) < 0;
            if (isOurs && written.LastWriteTimeUtc - other.LastWriteTimeUtc > UnusedFor)
            {
                other.Delete();
            }
        }
    }

    private static HashSet<SchemaDigest> ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[Math.Min(file.Length / SchemaDigest.Size, Most) * SchemaDigest.Size];
            file.ReadExactly(bytes);
            var digests = new HashSet<SchemaDigest>();
            for (var i = 0; i < bytes.Length; i += SchemaDigest.Size)
            {
                digests.Add(SchemaDigest.Read(bytes.AsSpan(i)));
            }

            return digests;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
