using System.Text.Json;

namespace McpProxy.Benchmarks.Servers;

/// <summary>A configuration of McpProxy with as many tools as wanted, all alike but in name; <c>get_profile</c> is the one that is called.</summary>
internal static class ProxyConfigFile
{
    public const string CalledTool = "get_profile";

    /// <summary>What a gateway typically does to headers: credentials and an account set, what the client may not say removed.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> HeaderTransforms { get; } =
    [
        Set("Authorization", "Bearer 0123456789abcdef0123456789abcdef"),
        Set("Amazon-Advertising-API-ClientId", "amzn1.application-oa2-client.0123456789abcdef"),
        Set("Amazon-Advertising-API-Scope", "1234567890"),
        new Dictionary<string, string> { ["RequestHeaderRemove"] = "X-Debug" },
        new Dictionary<string, string> { ["RequestHeaderRemove"] = "Cookie" },
    ];

    public static void Write(string file, int tools, Uri upstream)
    {
        var config = new
        {
            ReverseProxy = new
            {
                Routes = new Dictionary<string, object>
                {
                    ["profiles"] = new { ClusterId = "upstream", Match = new { Path = "/v2/profiles/{**rest}" } },
                    ["dressed"] = new { ClusterId = "upstream", Match = new { Path = "/dressed/{**rest}" }, Transforms = HeaderTransforms },
                },
                Clusters = new { upstream = new { Destinations = new { one = new { Address = upstream.AbsoluteUri } } } },
            },
            Mcp = new { Tools = Enumerable.Range(0, tools).ToDictionary(NameOf, Tool) },
        };
        File.WriteAllText(file, JsonSerializer.Serialize(config));
    }

    private static string NameOf(int index) => index == 0 ? CalledTool : $"get_profile_{index}";

    private static object Tool(int index) => new
    {
        Route = "profiles",
        Request = index == 0 ? "GET /v2/profiles/{profileId}" : $"GET /v2/profiles/{index}/{{profileId}}",
        Description = "Read one advertising profile: its country, currency, time zone and account.",
        Parameters = new Dictionary<string, object>
        {
            ["profileId"] = new { Type = "string", Required = true, Description = "Id of the profile, as list_profiles gives it." },
            ["expand"] = new { Type = "array", Items = "string", In = "query", Description = "Parts to include." },
        },
    };

    private static Dictionary<string, string> Set(string name, string value) => new() { ["RequestHeader"] = name, ["Set"] = value };
}
