using System.Security.Cryptography;
using System.Text;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>Who sends a request: the headers that say so, and what else the caller puts on every request.</summary>
internal sealed record Caller(params (string Name, string Value)[] Headers)
{
    public static Caller Nobody { get; } = new();

    public static Caller Bearer(string token) => new(("Authorization", $"Bearer {token}"));

    public static Caller Key(string key) => new(("X-API-Key", key));

    /// <summary>The same caller with more headers.</summary>
    public Caller With(params (string Name, string Value)[] headers) => new([.. Headers, .. headers]);

    /// <summary>What a trusted proxy in front adds for a caller (seed: HMAC-SHA256 over timestamp, caller, method, target and tenant).</summary>
    public static Caller Signed(string secret, DateTimeOffset now, string caller, string tenant, string method, string target)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{caller}\n{method}\n{target}\n{tenant}"));
        return new(("X-MCP-Caller", caller), ("X-MCP-Tenant", tenant), ("X-MCP-Caller-Timestamp", timestamp), ("X-MCP-Caller-Signature", Convert.ToHexStringLower(signature)));
    }

    public void Apply(HttpRequestMessage request)
    {
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
