using System.Security.Cryptography;
using System.Text;
using McpProxy.State;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Names of records: HMACs under a key of the proxy, so that who reads the store learns nothing from them, not even which caller it was.</summary>
internal sealed class StateKeys(ISeal seal, string purpose)
{
    private readonly byte[] _key = seal.DeriveKey(purpose + " names");

    public string For(params ReadOnlySpan<string?> parts)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            hmac.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
            hmac.AppendData(bytes);
        }

        return "token-exchange:" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
