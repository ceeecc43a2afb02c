using System.IO.Compression;
using System.Security.Cryptography;

namespace McpProxy.Plugins.AmazonAds.Downloads.Fetching;

/// <summary>
/// Shows whether a gzip file is whole: .NET reads one that was cut off without a word. A member of its own (RFC 1952, section 2.2) is put
/// behind the file; it comes out at the end only if everything before it was whole.
/// </summary>
internal sealed class GzipEndMark
{
    public const int Length = 16;

    private readonly byte[] _mark = RandomNumberGenerator.GetBytes(Length);

    public GzipEndMark()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(_mark);
        }

        Member = packed.ToArray();
    }

    /// <summary>What is put behind the file.</summary>
    public byte[] Member { get; }

    /// <summary>Whether the last bytes that came out are the mark.</summary>
    public bool IsIn(ReadOnlySpan<byte> last) => last.SequenceEqual(_mark);
}
