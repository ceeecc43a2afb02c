using System.Text.Json;
using McpProxy.IntegrationTests.OpenApi.Packages;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OpenApi.Sidecars;

/// <summary>What <c>X.transform.json</c> and overlays do to calls.</summary>
public sealed class TransformTests
{
    private static readonly string Orders = $$"""{ "orders": [ {{string.Join(',', Enumerable.Range(1, 25).Select(i => $$"""{ "orderId": {{i}} }"""))}} ], "nextToken": "26" }""";

    [Fact]
    public async Task Call_WithOtherNamesAndTypes_ReachesTheUpstreamAsItsDocumentSays()
    {
        var time = new TestTimeProvider();
        await using var host = await StoreFolder.StartWithAsync(StoreFolder.Configuration(), [], builder => builder.Services.AddSingleton<TimeProvider>(time));
        var since = Uri.EscapeDataString((time.GetUtcNow() - TimeSpan.FromDays(30)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

        var request = await host.CallAsync("shop_listOrders", """{ "StoreId": "7", "state": "open", "customerId": 12 }""");
        var overlaid = await host.CallAsync("shop_listOrders", """{ "shop": "8", "states": ["PAID"], "email": "a@b.example", "limit": 3, "createdAfter": "2026-01-01T00:00:00Z" }""");

        Assert.Equal($"GET /stores/7/orders?createdAfter={since}&customerId=12&limit=100&states=OPEN", request.Line.Replace("%3a", "%3A", StringComparison.Ordinal));
        Assert.Equal("GET /stores/8/orders?createdAfter=2026-01-01T00%3A00%3A00Z&email=a%40b.example&limit=3&states=PAID", overlaid.Line);
    }

    [Fact]
    public async Task Call_WithoutAnyOfTheArgumentsOfWhichOneIsNeeded_IsRefused()
    {
        await using var host = await StoreFolder.StartAsync();

        Assert.Contains("customerId", await host.RefuseAsync("shop_listOrders", """{ "storeId": "7" }"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_ShowsWhatIsExposedAndNoOtherNames()
    {
        await using var host = await StoreFolder.StartAsync();

        var properties = host.SchemaOf("shop_listOrders").GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(["createdAfter", "customerId", "email", "limit", "nextToken", "states", "storeId"], properties.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_LongerThanTheOverlaySays_IsCutWithItsCursorWithheldAndSaysHowToReadOn()
    {
        await using var host = await StoreFolder.StartAsync();
        host.Upstream.Body = Orders;

        var answer = await AnswerAsync(host, "shop_listOrders", """{ "storeId": "7", "email": "a@b.example" }""");

        Assert.Equal(5, answer.GetProperty("orders").GetArrayLength());
        Assert.False(answer.TryGetProperty("nextToken", out _));
        Assert.Equal((25, 5), (answer.GetProperty("original_count").GetInt32(), answer.GetProperty("returned_count").GetInt32()));
        Assert.Equal(5, answer.GetProperty("_truncation")[0].GetProperty("next").GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task List_WhereArtifactsAreConfigured_IsKeptAsAWhole()
    {
        await using var host = await StoreFolder.StartWithAsync(StoreFolder.Configuration(proxy: "\"Artifacts\": {}"), []);
        host.Upstream.Body = Orders;

        var answer = await AnswerAsync(host, "shop_listOrders", """{ "storeId": "7", "email": "a@b.example" }""");

        Assert.StartsWith("mcpproxy://artifacts/", answer.GetProperty("_truncation")[0].GetProperty("resource").GetString(), StringComparison.Ordinal);
        Assert.Equal(5, answer.GetProperty("orders").GetArrayLength());
        Assert.DoesNotContain(host.Reports[0].Warnings, w => w.Contains("Artifacts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_GivenAsText_IsParsedAndItsAnswerProjected()
    {
        await using var host = await StoreFolder.StartAsync();
        host.Upstream.Body = """{ "orderId": 1, "state": "OPEN", "secret": "no" }""";

        var request = await host.CallAsync("shop_createOrder", """{ "storeId": "7", "sku": "a", "due": "2026-11-21T10:00:00Z", "address": "{ \"city\": \"Ulm\" }" }""");
        var projected = await AnswerAsync(host, "shop_createOrder", """{ "storeId": "7", "sku": "a" }""");
        var summary = await AnswerAsync(host, "shop_createOrder", """{ "storeId": "7", "sku": "a", "view": "summary" }""");
        var full = await AnswerAsync(host, "shop_createOrder", """{ "storeId": "7", "sku": "a", "view": "full" }""");

        Assert.Equal("""{"address":{ "city": "Ulm" },"due":"2026-11-21","sku":"a"}""", request.Body);
        Assert.Equal(["orderId", "state"], projected.EnumerateObject().Select(m => m.Name));
        Assert.Equal(["orderId"], summary.EnumerateObject().Select(m => m.Name));
        Assert.Equal(3, full.EnumerateObject().Count());
    }

    [Fact]
    public async Task Sidecars_SwitchedOff_ChangeNothing()
    {
        await using var host = await StoreFolder.StartAsync("\"Sidecars\": false, \"PreferredNames\": true");
        host.Upstream.Body = Orders;

        Assert.Contains("trace", host.SchemaOf("shop_listOrders").GetProperty("properties").ToString(), StringComparison.Ordinal);
        Assert.Equal("GET /stores/7/orders", (await host.CallAsync("shop_listOrders", """{ "storeId": "7" }""")).Line);
        Assert.Equal(25, (await AnswerAsync(host, "shop_listOrders", """{ "storeId": "7" }""")).GetProperty("orders").GetArrayLength());
    }

    [Fact]
    public async Task PreferredNames_OfTheManifest_CountWhereTheyAreWanted()
    {
        await using var host = await StoreFolder.StartAsync("\"PreferredNames\": true, \"Operations\": { \"createOrder\": { \"Name\": \"order\" } }");

        Assert.Equal(["Orders_listOrders", "shop_order"], host.Tools);
    }

    [Fact]
    public async Task Operator_WhoSaysOtherwise_IsRight()
    {
        const string Template = """
            "ToolTemplate": { "Response": { "MaxItems": 7 } },
            "Operations": { "listOrders": { "Tool": { "Parameters": { "customerId": { "Const": "1" }, "limit": { "Default": 50 } } } } }
            """;
        await using var host = await StoreFolder.StartWithAsync(
            StoreFolder.Configuration(Template, """ "Tools": { "shop_listOrders": { "Parameters": { "storeId": { "Const": "9" }, "createdAfter": { "Default": "2026-01-01T00:00:00Z" } } } } """), []);
        host.Upstream.Body = Orders;

        Assert.Equal("GET /stores/9/orders?createdAfter=2026-01-01T00%3A00%3A00Z&customerId=1&limit=50", (await host.CallAsync("shop_listOrders")).Line);
        Assert.Equal(7, (await AnswerAsync(host, "shop_listOrders", "{}")).GetProperty("orders").GetArrayLength());
    }

    private static async Task<JsonElement> AnswerAsync(ApiHost host, string tool, string arguments)
    {
        var result = await host.Proxy.CallAsync(tool, arguments);
        host.Upstream.Requests.Clear();
        Assert.False(result.TryGetProperty("isError", out var isError) && isError.GetBoolean(), result.ToString());
        using var document = JsonDocument.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!);
        return document.RootElement.Clone();
    }
}
