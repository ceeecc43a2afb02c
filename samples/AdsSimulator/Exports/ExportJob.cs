using System.IO.Compression;

namespace AdsSimulator.Exports;

/// <summary>One export: a gzip-compressed JSON file that is ready after some polls.</summary>
internal sealed class ExportJob(ExportKind kind, DateTime createdAt, byte[] json, int polls)
{
    private int _pollsLeft = polls;

    public ExportKind Kind { get; } = kind;

    public DateTime CreatedAt { get; } = createdAt;

    public byte[] File { get; } = Compress(json);

    public bool Completed => Volatile.Read(ref _pollsLeft) <= 0;

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
