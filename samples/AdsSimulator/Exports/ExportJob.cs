using System.IO.Compression;
using AdsSimulator.Profiles;

namespace AdsSimulator.Exports;

/// <summary>One export: a gzip-compressed JSON file that is ready after some polls.</summary>
/// <param name="kind">What was exported.</param>
/// <param name="createdAt">When it was asked for.</param>
/// <param name="json">The file before compression.</param>
/// <param name="polls">How many polls it takes.</param>
/// <param name="account">Who asked for it; null for an export that everybody sees.</param>
internal sealed class ExportJob(ExportKind kind, DateTime createdAt, byte[] json, int polls, AdsAccount? account = null)
{
    private int _pollsLeft = polls;

    public ExportKind Kind { get; } = kind;

    public DateTime CreatedAt { get; } = createdAt;

    public byte[] File { get; } = Compress(json);

    public bool Completed => Volatile.Read(ref _pollsLeft) <= 0;

    /// <summary>Whether a caller may see it; one without account, because no token is demanded, may.</summary>
    public bool IsFor(AdsAccount? caller) => account is null || caller is null || account.Name == caller.Name;

    /// <summary>Counts one look at the status; true when the export was complete before it.</summary>
    public bool Poll() => Interlocked.Decrement(ref _pollsLeft) < 0;

    private static byte[] Compress(byte[] json)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write(json);
        }

        return file.ToArray();
    }
}
