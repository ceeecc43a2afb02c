using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>
/// Names of records: SHA-256 over their parts, each with its length before it, so that names have one length and no two records
/// share one. No key of the proxy has a part in them: a new one must not hide what is kept. Credentials are among the parts as
/// fingerprints only.
/// </summary>
internal static class StateKeys
{
    /// <param name="purpose">What the records are for, so that those of different kinds never meet.</param>
    /// <param name="parts">What tells one record of a kind from others.</param>
    public static string For(string purpose, params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, purpose);
        foreach (var part in parts)
        {
            Append(hash, part);
        }

        return "token-exchange:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? part)
    {
        var bytes = Encoding.UTF8.GetBytes(part ?? "");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
