using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.State;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>
/// Lets one file be had for a while without a credential. Sealed (AES-GCM), so that it cannot be made, changed or read by anybody else: it
/// holds the owner and the end of its time, and opens for the profile and path only that it was made for.
/// </summary>
internal sealed class DownloadTicket(ISeal seal, TimeProvider time)
{
    public const string Parameter = "ticket";

    private const string Purpose = "mcpproxy.downloads.ticket";

    private const int LongestText = 512;

    public string Make(FileOwner owner, string profile, string path, DateTimeOffset end)
    {
        var plain = new byte[sizeof(long) + owner.Folder.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, end.ToUnixTimeSeconds());
        Encoding.ASCII.GetBytes(owner.Folder, plain.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(seal.Seal(Purpose, plain, Associated(profile, path)));
    }

    /// <summary>Whose file a ticket opens; null when it does not, or not any more.</summary>
    public FileOwner? Open(string ticket, string profile, string path)
    {
        if (ticket.Length is 0 or > LongestText || !Base64Url.IsValid(ticket)
            || seal.Open(Purpose, Base64Url.DecodeFromChars(ticket), Associated(profile, path)) is not { Length: > sizeof(long) } plain
            || DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain)) <= time.GetUtcNow())
        {
            return null;
        }

        return new FileOwner(Encoding.ASCII.GetString(plain.AsSpan(sizeof(long))));
    }

    private static byte[] Associated(string profile, string path) => Encoding.UTF8.GetBytes($"{profile}\n{path}");
}
