using System.Security.Cryptography;
using System.Text;
using McpProxy.Plugins.Credentials.OAuth.Flows;

namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>
/// Names a row: tenant, user and provider. They are the associated data of the row's encryption, so that no row can stand in
/// for another, and their SHA-256 is the key of its record.
/// </summary>
internal sealed record VaultKey
{
    private VaultKey(string provider, byte[] associated)
    {
        Provider = provider;
        Associated = associated;
        Record = "oauth:vault:" + Convert.ToHexStringLower(SHA256.HashData(associated));
    }

    public string Provider { get; }

    /// <summary><c>tenant|user|provider</c>, each with its length before it, so that no two owners write the same.</summary>
    public byte[] Associated { get; }

    public string Record { get; }

    public static VaultKey Of(FlowOwner owner, string provider)
    {
        var name = provider.ToLowerInvariant(); // Keys of the configuration know no case.
        return new(provider, Encoding.UTF8.GetBytes($"{owner.Tenant.Length}:{owner.Tenant}|{owner.User.Length}:{owner.User}|{name}"));
    }
}
