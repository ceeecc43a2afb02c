using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using AdsSimulator.Captures;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The presets of HeaderScrub and HeaderInject for the Amazon Ads API, through both doors.</summary>
public sealed class HeaderPresetTests
{
    private const string ClientId = "Amazon-Advertising-API-ClientId";
    private const string UnifiedClientId = "Amazon-Ads-ClientId";
    private const string Scope = "Amazon-Advertising-API-Scope";
    private const string AccountId = "Amazon-Ads-AccountId";
    private const string AdvertiserId = "Amazon-Advertising-API-AdvertiserId";
    private const string MarketplaceId = "Amazon-Advertising-API-MarketplaceId";

    private static readonly string[] _polluted =
    [
        "Authorization", ClientId, UnifiedClientId, Scope, AccountId, "X-Amz-Access-Token",
        "Amazon-Ads-Account-ID", "Amazon-Ads-Manager-AccountId", "Amazon-Ads-Manager-Account-ID", "Amazon-Advertising-API-Manager-Account",
        "X-Old-Amazon-Ads-ClientId",
    ];

    [Theory]
    [InlineData("GET", "/echo/x", "profile-1", null)]
    [InlineData("GET", "/v2/profiles", null, null)]
    [InlineData("GET", "/v2/profiles/", null, null)]
    [InlineData("GET", "/v2/profiles/123", "profile-1", null)]
    [InlineData("POST", "/adsApi/v1/query/campaigns", "profile-1", "amzn1.client")]
    public async Task Request_OfAnyCaller_CarriesWhatTheExchangeLeftAndNothingOfTheCallers(string method, string path, string? scope, string? unified)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        var request = await ThroughBothDoorsAsync(proxy, simulator, method, path, "ads");

        Assert.Equal("Bearer Atza|1", request.Header("Authorization"));
        Assert.Equal("amzn1.client", request.Header(ClientId));
        Assert.Equal(unified, request.Header(UnifiedClientId));
        Assert.Equal(scope, request.Header(Scope));
        Assert.Equal(scope is null ? null : "ENTITY1", request.Header(AccountId));
        Assert.Equal("return=representation", request.Header("Prefer"));
        Assert.Equal("de-DE", request.Header("Accept-Language"));
        Assert.False(request.Contains("polluted"), "Something of the caller's reached the upstream.");
    }

    [Fact]
    public async Task Request_OfTheRouteForAccounts_CarriesTheSpellingsThatTheCallNames()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        var request = await ThroughBothDoorsAsync(proxy, simulator, "GET", "/accounts/1/dsp/adTagEvents/2/list", "accounts", (AccountId, "A1"), ("Amazon-Ads-Manager-Account-ID", "M1"));

        // What the exchange says is stronger than what the caller says.
        Assert.Equal("ENTITY1", request.Header(AccountId));
        Assert.Equal("M1", request.Header("Amazon-Ads-Manager-Account-ID"));
        // This route is for callers who name accounts: whatever they say under these names goes on.
        Assert.Equal("polluted", request.Header("Amazon-Ads-Manager-AccountId"));
        Assert.Null(request.Header("X-Amz-Access-Token"));
        Assert.Equal("Bearer Atza|1", request.Header("Authorization"));
    }

    [Fact]
    public async Task Request_ToAmc_KeepsAdvertiserAndMarketplaceOfTheCallAndHasNoScope()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator);

        var request = await ThroughBothDoorsAsync(proxy, simulator, "GET", "/amc/reporting/amc1/workflows", "amc", (AdvertiserId, "ENTITY9"), (MarketplaceId, "ATVPDKIKX0DER"));

        Assert.Equal(("ENTITY9", "ATVPDKIKX0DER"), (request.Header(AdvertiserId), request.Header(MarketplaceId)));
        Assert.Equal(("Bearer Atza|1", "amzn1.client"), (request.Header("Authorization"), request.Header(ClientId)));
        Assert.Null(request.Header(Scope));
    }

    [Theory]
    [InlineData("""{ "client_id": "amzn1.client" }""", "/echo/x", "echo", "auth_required", "Authorization", "Send your partner token as")]
    [InlineData("""{ "access_token": "Atza|1" }""", "/echo/x", "echo", "auth_required", ClientId, "The credential came without a client id")]
    [InlineData("""{ "access_token": "Atza|1", "client_id": "OpenBridge" }""", "/echo/x", "echo", "auth_required", ClientId, "The credential came without a client id")]
    [InlineData("""{ "access_token": "Atza|1", "client_id": "c" }""", "/amc/reporting/amc1/workflows", "bare_amc", "invalid_arguments", AdvertiserId, "Name the advertiser")]
    public async Task Request_WithoutWhatIsRequired_IsNotSent(string items, string path, string tool, string kind, string header, string hint)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator, items);

        var problem = await (await proxy.Http.GetAsync(path, TestContext.Current.CancellationToken)).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var result = await proxy.CallAsync(tool);

        foreach (var error in new[] { problem, result.GetProperty("_meta").GetProperty("mcpproxy/error") })
        {
            Assert.Equal((kind, "required_header_missing"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
            Assert.StartsWith(hint, error.GetProperty("hint").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains($"'{header}'", result.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Empty(simulator.Requests.Snapshot());
    }

    [Fact]
    public async Task Request_ConfiguredClientId_StandsInForThePlaceholder()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartAsync(simulator, """{ "access_token": "Atza|1", "client_id": "openbridge" }""", """ "Headers": { "Amazon-Advertising-API-ClientId": { "Value": "amzn1.mine" } } """);

        await proxy.CallAsync("echo");

        Assert.Equal("amzn1.mine", Assert.Single(simulator.Requests.Snapshot()).Header(ClientId));
    }

    private static async Task<RunningSimulator> StartSimulatorAsync()
    {
        var simulator = await SimulatorApp.StartAsync();
        simulator.Requests.Keep = 10;
        return simulator;
    }

    /// <summary>Sends the same call through both doors, polluted as far as each door lets a caller, and gives the one request that both became.</summary>
    private static async Task<CapturedRequest> ThroughBothDoorsAsync(ProxyHost proxy, RunningSimulator simulator, string method, string path, string tool, params (string Name, string Value)[] headers)
    {
        var own = headers.Concat(_polluted.Where(p => !headers.Any(h => h.Name == p)).Select(p => (Name: p, Value: "polluted"))).ToList();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : null;
        request.Headers.Add("Prefer", "return=representation");
        request.Headers.Add("Accept-Language", "de-DE");
        request.Headers.Add("Accept", "application/json");
        own.ForEach(h => request.Headers.TryAddWithoutValidation(h.Name, h.Value));
        using var _ = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var arguments = own.Where(h => h.Name != "Authorization").ToDictionary(h => h.Name, h => (object)h.Value);
        if (method == "POST")
        {
            arguments["body"] = new object();
        }

        arguments["prefer"] = "return=representation";
        arguments["language"] = "de-DE";
        await proxy.CallAsync($"{tool}_{method.ToLowerInvariant()}_{Slug(path)}", JsonSerializer.Serialize(arguments), r => r.Headers.TryAddWithoutValidation("Authorization", "Bearer polluted"));

        var requests = simulator.Requests.Snapshot();
        Assert.Equal(2, requests.Count);
        Assert.Equal(Comparable(requests[0]), Comparable(requests[1]));
        return requests[1];
    }

    private static string Slug(string path) => path.Trim('/').Replace('/', '-') + (path.EndsWith('/') ? "-" : "");

    private static List<string> Comparable(CapturedRequest request) =>
    [
        request.Method, request.RawTarget, request.Body,
        .. request.Headers.Where(h => h.Key is not ("traceparent" or "X-Forwarded-For" or "Host" or "User-Agent") && !h.Key.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase))
            .Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.OrdinalIgnoreCase),
    ];

    private static Task<ProxyHost> StartAsync(
        RunningSimulator simulator,
        string items = """{ "access_token": "Atza|1", "client_id": "amzn1.client", "ads_account_id": "ENTITY1" }""",
        string own = "") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "ads": { "ClusterId": "up", "Match": { "Path": "/{**rest}" }, "Order": 9, "Transforms": [ { "Items": "x" }, { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] },
              "accounts": { "ClusterId": "up", "Match": { "Path": "/accounts/{**rest}" }, "Transforms": [ { "Items": "x" }, { "HeaderScrub": "ads" }, { "HeaderInject": "ads" }, { "HeaderInject": "accounts" } ] },
              "amc": { "ClusterId": "up", "Match": { "Path": "/amc/{**rest}" }, "Transforms": [ { "Items": "x" }, { "HeaderScrub": "amc" }, { "HeaderInject": "amc" } ] }
            },
            "Clusters": { "up": { "Destinations": { "na": { "Address": "{{simulator.AddressOf("na")}}" } } } }
          },
          "Mcp": {
            "Tools": {
              {{Tool("ads", "GET", "/echo/x")}},
              {{Tool("ads", "GET", "/v2/profiles")}},
              {{Tool("ads", "GET", "/v2/profiles/")}},
              {{Tool("ads", "GET", "/v2/profiles/123")}},
              {{Tool("ads", "POST", "/adsApi/v1/query/campaigns")}},
              {{Tool("accounts", "GET", "/accounts/1/dsp/adTagEvents/2/list")}},
              {{Tool("amc", "GET", "/amc/reporting/amc1/workflows")}},
              "echo": { "Route": "ads", "Request": "GET /echo/x" },
              "bare_amc": { "Route": "amc", "Request": "GET /amc/reporting/amc1/workflows" }
            }
          },
          "McpProxy": {
            "Items": { "x": { "Items": {{items}}, "Profile": "profile-1" } },
            "HeaderScrub": { "ads": { "Preset": "amazon-ads" }, "amc": { "Preset": "amazon-amc" } },
            "HeaderInject": {
              "ads": { "Preset": "amazon-ads" {{(own.Length == 0 ? "" : "," + own)}} },
              "accounts": { "Preset": "amazon-ads-accounts" },
              "amc": { "Preset": "amazon-amc" }
            }
          }
        }
        """,
        builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddAmazonAds().AddTransform<ItemsFactory>());

    /// <summary>A tool with a parameter for every header that a caller could pollute: the worst an operator could configure.</summary>
    private static string Tool(string route, string method, string path)
    {
        var parameters = _polluted.Where(p => p != "Authorization").Append(AdvertiserId).Append(MarketplaceId)
            .Select(p => $$"""{{JsonSerializer.Serialize(p)}}: { "In": "header" }""")
            .Append("""
                "prefer": { "In": "header", "As": "Prefer" }
                """)
            .Append("""
                "language": { "In": "header", "As": "Accept-Language" }
                """);
        return $$"""
            "{{route}}_{{method.ToLowerInvariant()}}_{{Slug(path)}}": {
              "Route": "{{route}}", "Request": "{{method}} {{path}}", "Headers": { "Accept": "application/json" },
              {{(method == "POST" ? """ "ContentType": "application/json", """ : "")}}
              "Parameters": { {{string.Join(", ", parameters)}} {{(method == "POST" ? """ , "body": { "In": "body", "As": "$", "Type": "object" } """ : "")}} }
            }
            """;
    }
}
