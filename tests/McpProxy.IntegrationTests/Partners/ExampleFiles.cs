using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>The files of <c>config/examples</c>, and values for the environment variables they name: new ones in every run, so that a leak is one of this run.</summary>
internal static class ExampleFiles
{
    /// <summary>Keys that the tests use where a file has placeholders for hashes, by the caller's name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Keys = new[] { "alice", "bob", "acme-agent", "acme-operator", "globex-agent" }.ToDictionary(n => n, n => NewSecret($"key-{n}"));

    private static readonly Dictionary<string, string> _variables = new()
    {
        ["AMAZON_AD_API_CLIENT_ID"] = "amzn1.application-oa2-client.0123456789abcdef",
        ["AMAZON_AD_API_CLIENT_SECRET"] = NewSecret("amazon-client"),
        ["AMAZON_AD_API_REFRESH_TOKEN"] = "Atzr|sim-" + NewSecret("house"),
        ["EXCHANGE_CLIENT_SECRET"] = NewSecret("exchange-client"),
        ["ORDERS_CLIENT_SECRET"] = NewSecret("orders-client"),
        ["STRAVA_CLIENT_SECRET"] = NewSecret("strava-client"),
        ["MCPPROXY_GATEWAY_SECRET"] = NewSecret("gateway-hmac"),
        ["MCPPROXY_STATE_KEY"] = NewSecret("state-key"),
    };

    static ExampleFiles()
    {
        foreach (var (name, value) in _variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Where the files are.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Every file, by its name without extension.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The variables whose values nobody may see.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Secrets => _variables.Where(v => v.Key != "AMAZON_AD_API_CLIENT_ID");

    /// <summary>The value of a variable.</summary>
    public static string Variable(string name) => _variables[name];

    public static string PathOf(string name) => Path.Combine(Folder, name + ".json");

    public static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>A new partner's OpenBridge refresh token.</summary>
    /// <param name="key">Its key, which is no secret.</param>
    public static string PartnerToken(string key) => $"{key}:{NewSecret("partner")}";

    /// <summary>A new secret of 40 characters and more.</summary>
    public static string NewSecret(string name) => $"{name}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    private static string FindFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "config", "examples"));
}
