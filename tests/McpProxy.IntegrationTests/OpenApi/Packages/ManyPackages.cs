using System.Globalization;
using System.Text.Json;

namespace McpProxy.IntegrationTests.OpenApi.Packages;

/// <summary>A folder in the shape of that of the Amazon Ads API: 55 documents under 35 prefixes, 723 operations, 12 of them without an id. The operations are ours.</summary>
internal static class ManyPackages
{
    /// <summary>Name, prefix, operations, those of them without an id.</summary>
    private const string Shape = """
        AMCAdAudience amc 10 0
        AMCAdmin amc 20 0
        AMCRuleAudience amc 6 0
        AMCWorkflow amc 17 0
        AccountsAccountBudgets ac 2 0
        AccountsAdsAccounts ac 5 0
        AccountsBilling ac 19 0
        AccountsManagerAccounts ac 4 0
        AccountsPortfolios ac 4 0
        AccountsProfiles ac 3 0
        AdsAPIv1All allv1 87 0
        AdsAPIv1Beta beta 42 0
        AdsAPIv1DSP dspv1 16 0
        AdsAPIv1SponsoredBrands sbv1 16 0
        AdsAPIv1SponsoredDisplay sdv1 16 0
        AdsAPIv1SponsoredProducts spv1 18 0
        AdsAPIv1SponsoredTelevision stv1 14 0
        AmazonAttribution attr 5 0
        AmazonDSPAdvertisers dsp 2 2
        AmazonDSPAudiences dsp 1 0
        AmazonDSPConversions dsp 17 0
        AmazonDSPMeasurement dsp 30 0
        AmazonDSPTargetKPIRecommendations dsp 1 0
        AmazonMarketingStreamSubscriptions ams 8 0
        AudiencesDiscovery aud 4 0
        BrandBenchmarks br 2 0
        BrandMetrics br 2 0
        BrandStoresManagement bsm 5 0
        CampaignConversionTracking campconv 3 0
        CampaignManage cm 20 0
        ChangeHistory ac 1 0
        Conversions conv 17 0
        CreativesAssets creat 6 0
        DataProviderData dp 5 5
        ExportsSnapshots export 5 0
        Forecasts fc 1 0
        Locations loc 1 0
        MediaPlanningReachForecasting mp 4 0
        ModerationResults mod 1 0
        ProductsEligibility prod 2 0
        ProductsMetadata pm 1 0
        RecommendationsAudienceInsights aud 1 0
        RecommendationsInsightsPartnerOpportunities ri 5 0
        RecommendationsInsightsPersonaBuilder ri 5 0
        RecommendationsInsightsTacticalRecommendations ri 3 0
        ReportingMarketingMixModeling mmm 4 0
        ReportingVersion3 rp 3 0
        SPSnapshotsSuggestedKeywords sp 11 0
        SponsoredBrandsV3 sb 39 3
        SponsoredBrandsV4 sb 49 0
        SponsoredDisplay sd 76 2
        SponsoredProducts sp 79 0
        StoresAnalytics st 2 0
        TestAccount test 2 0
        UnifiedPreModerationResults mod 1 0
        """;

    private static readonly string[] Verbs = ["list", "get", "create", "update", "delete", "archive"];
    private static readonly string[] Things = ["Campaigns", "AdGroups", "NegativeKeywords", "BudgetRulesAssociatedWithSponsoredCampaigns", "ProductAds", "Targets", "Recommendations"];

    private static readonly string[][] Documents = [.. Shape.Split('\n').Select(l => l.Trim().Split(' '))];

    /// <summary>The files, to be written below <c>ads/</c>.</summary>
    public static (string Name, string Text)[] Files() =>
        [("ads/packages.json", Packages()), .. Documents.Select((d, i) => ($"ads/{d[0]}.json", Document(i, Number(d[2]), Number(d[3]))))];

    private static string Packages() => JsonSerializer.Serialize(new
    {
        packages = Documents.ToDictionary(d => d[0].ToLowerInvariant(), d => d[0]),
        prefixes = Documents.ToDictionary(d => d[0], d => d[1]),
    });

    private static string Document(int number, int operations, int withoutId) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["openapi"] = "3.0.1",
        ["paths"] = Enumerable.Range(0, operations).ToDictionary(i => $"/d{number}/things/{i}/{{thingId}}/", i => new Dictionary<string, object> { ["get"] = Operation(i, i < withoutId) }),
    });

    /// <summary>The same ids in every document, so that documents that share a prefix ask for the same names; every eleventh is too long with any prefix.</summary>
    private static Dictionary<string, object> Operation(int number, bool isNameless) =>
        isNameless ? [] : new() { ["operationId"] = $"{Verbs[number % Verbs.Length]}{Things[number % Things.Length]}{number}{(number % 11 == 10 ? new string('x', 60) : "")}" };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
