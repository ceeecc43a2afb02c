using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>Whose files: those of one caller, whose name in the file system tells nothing.</summary>
/// <param name="Folder">32 hexadecimal digits of the SHA-256 of tenant, scheme and principal.</param>
internal readonly record struct FileOwner(string Folder)
{
    private const int Bytes = 16;

    public static FileOwner Of(ExchangeCaller caller) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller.Key)).AsSpan(0, Bytes)));
}
