using System.Text.Json;

namespace McpProxy.Benchmarks.Servers;

/// <summary>A configuration of McpProxy with as many tools as wanted, all alike but in name; <c>get_profile</c> is the one that is called.</summary>
internal static class ProxyConfigFile
{
    public const string CalledTool = "get_profile";

    /// <summary>What a gateway typically does to headers: client and account set, what callers may not say removed.</summary>
    private static readonly Dictionary<string, string> Injected = new()
    {
        ["Amazon-Advertising-API-ClientId"] = "amzn1.application-oa2-client.0123456789abcdef",
        ["Amazon-Advertising-API-Scope"] = "1234567890",
        ["X-Gateway"] = "mcpproxy",
    };

    private static readonly string[] Regions = ["na", "eu", "fe"];

    private static readonly string[] Scrubbed = ["X-Debug", "Cookie"];

    /// <summary>The header transforms in YARP's own words.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> YarpTransforms { get; } =
    [
        .. Scrubbed.Select(name => new Dictionary<string, string> { ["RequestHeaderRemove"] = name }),
        .. Injected.Select(header => new Dictionary<string, string> { ["RequestHeader"] = header.Key, ["Set"] = header.Value }),
    ];

    /// <summary>Where the caller's token is looked for on the route that trades it.</summary>
    public const string TokenHeader = "Authorization";

    public static void Write(string file, int tools, Uri upstream)
    {
        var config = new
        {
            ReverseProxy = new
            {
                Routes = new Dictionary<string, object>
                {
                    ["profiles"] = new { ClusterId = "upstream", Match = new { Path = "/v2/profiles/{**rest}" } },
                    ["partner"] = new { ClusterId = "regions", Match = new { Path = "/partner/{**rest}" }, Transforms = PartnerTransforms() },
                    ["dressed"] = new { ClusterId = "upstream", Match = new { Path = "/dressed/{**rest}" }, Transforms = Transforms() },
                },
                Clusters = new
                {
                    upstream = new { Destinations = new { one = new { Address = upstream.AbsoluteUri } } },
                    regions = new { Metadata = new { RegionRouting = "bench" }, Destinations = Regions.ToDictionary(r => r, r => new { Address = upstream.AbsoluteUri, Metadata = new { Region = r } }) },
                },
            },
            Mcp = new { Tools = Enumerable.Range(0, tools).ToDictionary(NameOf, Tool) },
            McpProxy = new
            {
                HeaderScrub = new { bench = new { Names = Scrubbed }, ads = new { Preset = "amazon-ads" } },
                HeaderInject = new { bench = (object)new { Headers = Injected.ToDictionary(h => h.Key, h => new { h.Value }) }, ads = new { Preset = "amazon-ads" } },
                RegionRouting = new { bench = new { Preset = "amazon-ads" } },
                TokenExchange = new { bench = Exchange(upstream.AbsoluteUri.TrimEnd('/')) },
            },
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

    /// <summary>What a partner's call takes, as in <c>config/examples/openbridge.json</c>: a traded token, scrubbed and injected headers, a profile.</summary>
    private static object[] PartnerTransforms() =>
    [
        new { TokenExchange = "bench" }, new { HeaderScrub = "ads" }, new { HeaderInject = "ads" },
        new { ProfileScope = "Amazon-Advertising-API-Scope", Require = "/**" },
    ];

    /// <summary>Identities that decide about their region, and a token for each.</summary>
    private static object Exchange(string server) => new
    {
        Subject = new { Headers = (string[])[TokenHeader], Contains = ":" },
        Servers = new { idp = server },
        Steps = new
        {
            token = new
            {
                Method = "GET",
                Url = "{idp}/token/{identity.id}",
                Headers = new Dictionary<string, string> { ["x-api-key"] = "{subject}" },
                Read = new { access_token = "/access_token", client_id = "/client_id" },
            },
        },
        Identities = new { Url = "{idp}/identities", Items = "/data", BindsRegion = true },
        Items = new { access_token = "{token.access_token}", client_id = "{token.client_id}" },
    };

    /// <summary>The same header transforms by McpProxy's plugin.</summary>
    private static object[] Transforms() => [new { HeaderScrub = "bench" }, new { HeaderInject = "bench" }];
}
