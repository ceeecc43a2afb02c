using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.IntegrationTests.OpenApi.Packages;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OpenApi.Sidecars;

/// <summary>Sidecars as files: odd ones, broken ones, changed ones.</summary>
public sealed class SidecarFileTests
{
    private const string NoArtifacts = "Transform files ask for long answers to be kept as artifacts (artifact_threshold_bytes); they are not, as McpProxy:Artifacts is not configured.";

    [Fact]
    public async Task Sidecar_WithOddRules_SaysSoOnceAndCostsNothingElse()
    {
        const string Odd = """
            {
              "tools": [
                { "match": { "operationId": "listOrders" }, "surprise": 1, "batch": { "size": 5 }, "args": { "expose": [ "limit", "nothing" ] },
                  "pagination": { "limit_param": "maxResults", "param_name": "cursor", "all_pages": true, "pages": 1 },
                  "input_transform": { "compose": {}, "coerce": [ "rot13" ], "arg_aliases": [ { "from": "limit", "to": "email" }, { "from": "x", "to": "trace", "wrap": "list" }, { "from": "y" }, { "from": "StoreId", "to": "storeId" } ],
                    "defaults": { "relative_time": { "trace": { "days_ago": 1 }, "email": { "days_ago": -1 } } } },
                  "output_transform": { "sample_n": "ten" } },
                { "match": { "operationId": "gone" } },
                { "match": { "name": "relistOrders" }, "args": { "expose": [] } },
                { "match": {} },
                17
              ]
            }
            """;
        await using var host = await StoreFolder.StartAsync("", ("store/Orders.transform.json", Odd), ("store/overlays/Orders.json", "{ \"tool_overlays\": {} }"));

        Assert.Equal(
            [
                "packages.json has no document in the folder for returns.",
                "Orders.transform.json: 'batch' is not supported (listOrders); an item of 'arg_aliases' has not both 'from' and 'to' (listOrders); "
                    + "'days_ago' is not a whole number from 0 to 36500 (listOrders); 'input_transform.compose' is not supported (listOrders); "
                    + "'sample_n' is not a whole number from 1 to 2147483647 (listOrders); 'pagination.all_pages' is not supported: callers follow the cursor (listOrders); "
                    + "'pagination.pages' is not known (listOrders); 'surprise' is not known (listOrders); 'arg_aliases' gives 'limit' to 'email', but it is 'limit' already (listOrders); "
                    + "'arg_aliases' wraps 'trace', which is no list (listOrders); 'input_transform.coerce' has 'rot13', which is not known (listOrders); "
                    + "'defaults.relative_time' is for 'trace', which cannot be a time (listOrders); 'pagination.param_name' names 'cursor', which is no argument (listOrders); "
                    + "'pagination.limit_param' names 'maxResults', which is no argument (listOrders); 'args.expose' names 'nothing', which is no argument (listOrders); "
                    + "'args.expose' leaves out 'storeId', which is required (listOrders); rules fit no operation (gone, relistOrders, a rule without match).",
                "overlays/Orders.json: 'tool_overlays' is not a list (the file).",
            ],
            host.Reports[0].Warnings);
        Assert.Equal("GET /stores/7/orders?limit=1", (await host.CallAsync("shop_listOrders", """{ "StoreId": "7", "limit": 1 }""")).Line);
    }

    [Theory]
    [InlineData("{ \"tools\": [\n  { ] }", "Orders.transform.json is left out: The document is not JSON at line 2, column 5.")]
    [InlineData("[]", "Orders.transform.json is left out: It is not an object.")]
    [InlineData(" ", "Orders.transform.json is left out: The document is empty.")]
    public async Task Sidecar_ThatIsBroken_CostsItselfAlone(string text, string warning)
    {
        await using var host = await StoreFolder.StartAsync("\"Packages\": \"orders\"", ("store/Orders.transform.json", text));

        Assert.Equal(warning, Assert.Single(host.Reports[0].Warnings));
        // The overlay is another file.
        Assert.Equal("GET /stores/7/orders", (await host.CallAsync("shop_listOrders", """{ "shop": "7" }""")).Line);
    }

    [Fact]
    public async Task Sidecar_ChangedOrNew_ChangesTheToolsOfItsDocumentAndNoOthers()
    {
        await using var host = await StoreFolder.StartAsync("\"Packages\": \"orders,stock\"");
        var before = host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find("shop_getStock")!.InputSchema;
        Assert.Equal("GET /stock/a", (await host.CallAsync("shop_getStock", """{ "sku": "a" }""")).Line);

        await ChangeAsync(host, () => host.Write("store/Orders.transform.json", Alias("listOrders", "tienda", "storeId")));
        Assert.Equal("GET /stores/7/orders", (await host.CallAsync("shop_listOrders", """{ "tienda": "7" }""")).Line);
        Assert.Same(before, host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Find("shop_getStock")!.InputSchema);

        await ChangeAsync(host, () => host.Write("store/overlays/Stock.json", Alias("getStock", "articulo", "sku")));
        Assert.Equal("GET /stock/a", (await host.CallAsync("shop_getStock", """{ "articulo": "a" }""")).Line);
    }

    [Fact]
    public async Task Artifacts_ConfiguredLater_CountFromThen()
    {
        await using var host = await StoreFolder.StartAsync("\"Packages\": \"orders\"");
        Assert.Equal(NoArtifacts, Assert.Single(host.Reports[0].Warnings));

        await ChangeAsync(host, () => host.Write("mcpproxy.config", StoreFolder.Configuration("\"Packages\": \"orders\"", proxy: "\"Artifacts\": { \"MaxCount\": 7 }")));

        Assert.Empty(host.Reports[0].Warnings);
    }

    [Fact]
    public async Task Cache_OfAnotherSidecar_IsNotUsed()
    {
        const string Options = "\"Packages\": \"stock\", \"Cache\": \"cache\"";
        var cached = new Dictionary<string, string>();
        await using (var first = await StoreFolder.StartAsync(Options, ("store/Stock.transform.json", Alias("getStock", "one", "sku"))))
        {
            Assert.Equal("GET /stock/a", (await first.CallAsync("shop_getStock", """{ "one": "a" }""")).Line);
            foreach (var file in Directory.GetFiles(Path.Combine(first.Folder, "cache"), "*.compiled.json"))
            {
                cached[Path.GetFileName(file)] = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace(first.Folder, "FOLDER", StringComparison.Ordinal);
            }
        }

        Assert.Single(cached);
        await using var second = await ApiHost.StartWithAsync(
            StoreFolder.Configuration(Options),
            [.. StoreFolder.Files, ("store/Stock.transform.json", Alias("getStock", "two", "sku"))],
            before: folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder, "cache"));
                foreach (var (name, text) in cached)
                {
                    File.WriteAllText(Path.Combine(folder, "cache", name), text.Replace("FOLDER", folder, StringComparison.Ordinal));
                }
            });

        Assert.Equal("GET /stock/a", (await second.CallAsync("shop_getStock", """{ "two": "a" }""")).Line);
    }

    [Fact]
    public async Task Sidecar_BesideASingleDocument_Counts()
    {
        await using var host = await ApiHost.StartWithAsync(
            """{ "Mcp": { "OpenApi": { "shop": { "Document": "store/Stock.yaml", "Cluster": "upstream" } } } }""",
            [.. StoreFolder.Files, ("store/Stock.transform.json", Alias("getStock", "article", "sku"))]);

        Assert.Equal("GET /stock/a", (await host.CallAsync("getStock", """{ "article": "a" }""")).Line);
    }

    private static string Alias(string operation, string from, string to) =>
        $$"""{ "tools": [ { "match": { "operationId": "{{operation}}" }, "input_transform": { "arg_aliases": [ { "from": "{{from}}", "to": "{{to}}" } ] } } ] }""";

    private static async Task ChangeAsync(ApiHost host, Action change)
    {
        var reloader = host.Services.GetRequiredService<ConfigReloader>();
        var attempt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Seen(ConfigStatus status) => attempt.TrySetResult();
        reloader.StatusChanged += Seen;
        change();
        await attempt.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        reloader.StatusChanged -= Seen;
        Assert.Empty(reloader.Status.Errors);
    }
}
