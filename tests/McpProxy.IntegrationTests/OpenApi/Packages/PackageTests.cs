using McpProxy.Configuration;

namespace McpProxy.IntegrationTests.OpenApi.Packages;

/// <summary>Which documents of a folder are imported, and what stands before the names of their tools.</summary>
public sealed class PackageTests
{
    private const string Orders = "shop_createOrder,shop_listOrders";
    private const string OrdersAndStock = "shop_createOrder,shop_getStock,shop_listOrders";

    [Theory]
    [InlineData("\"sales\"", Orders)]
    [InlineData("\"SALES\"", Orders)]
    [InlineData("\"Orders\"", Orders)]
    [InlineData("\" orders , stock \"", OrdersAndStock)]
    [InlineData("[ \"'orders'\", \"\\\"stock\\\"\" ]", OrdersAndStock)]
    [InlineData("[ \"orders,inventory\", \"loose\" ]", "Loose_getLoose," + OrdersAndStock)]
    [InlineData("\"everyday\"", OrdersAndStock)]
    [InlineData("\"keeping\"", OrdersAndStock)]
    [InlineData("\"*\"", "Loose_getLoose," + OrdersAndStock)]
    public async Task Packages_ByAliasPackageFileOrGroup_AreImportedAndNothingElse(string packages, string tools)
    {
        await using var host = await StartAsync($"\"Packages\": {packages}");

        Assert.Equal(tools, string.Join(',', host.Tools));
        Assert.Empty(host.Reports[0].Warnings);
    }

    /// <summary>Names may lead to packages, and theirs to documents.</summary>
    [Fact]
    public async Task Alias_OfAPackage_IsItsDocument()
    {
        await using var host = await StartAsync(
            "\"Packages\": \"shopping\"",
            ("store/packages.json", """{ "packages": { "ordering": "Orders" }, "prefixes": { "Orders": "shop" }, "aliases": { "shopping": "ordering" } }"""));

        Assert.Equal(Orders, string.Join(',', host.Tools));
        Assert.Empty(host.Reports[0].Warnings);
    }

    [Fact]
    public async Task Defaults_WithADocumentThatIsNotThere_WarnAndServeTheOthers()
    {
        await using var host = await StartAsync();

        Assert.Equal(Orders, string.Join(',', host.Tools));
        Assert.Equal("packages.json has no document in the folder for returns.", Assert.Single(host.Reports[0].Warnings));
    }

    [Fact]
    public async Task Group_WithNamesThatMeanNothing_WarnsAndServesTheOthers()
    {
        await using var host = await StartAsync("\"Packages\": [ \"odd\", \"selling\" ]");

        Assert.Equal(OrdersAndStock, string.Join(',', host.Tools));
        Assert.Equal(["packages.json has no document in the folder for returns.", "packages.json lists names in 'groups' or 'defaults' that mean nothing: nothing."], host.Reports[0].Warnings);
    }

    [Theory]
    [InlineData("\"nope\"", "Packages: MCP225: There is no package 'nope', which Packages names. The groups are everyday, keeping, odd, selling; 5 packages are in packages.json, and '*' stands for all documents.")]
    [InlineData("[ \"orders\", \"stok\" ]", "Packages: MCP225: There is no package 'stok', which Packages names. Did you mean 'stock'?")]
    [InlineData("\"odrers\"", "Packages: MCP225: There is no package 'odrers', which Packages names. Did you mean 'orders'?")]
    [InlineData("\"returns\"", "Packages: MCP220: The package 'returns', which Packages names, has no document: Returns.json is not in the folder.")]
    [InlineData("[]", "Packages: MCP016: An empty list chooses nothing. Remove it for the defaults, or write '*' for all documents.")]
    [InlineData("{ \"a\": 1 }", "Packages: MCP011: Expected a list of names, or one text with commas between them.")]
    public async Task Packages_ThatCannotBeHad_EndTheStartWithTheirName(string packages, string error)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync($"\"Packages\": {packages}"));

        Assert.Equal($"Mcp:OpenApi:shop:{error}", Assert.Single(refused.Errors).ToString());
    }

    [Fact]
    public async Task Packages_WithNamesWithoutEnd_AreRepeatedInPart()
    {
        var groups = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"group{i:d4}\": []"));
        var packages = $$"""{ "packages": { "{{new string('p', 100_000)}}": "Orders" }, "groups": { {{groups}} } }""";

        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync($"\"Packages\": \"{new string('n', 100_000)}\"", ("store/packages.json", packages)));

        var told = Assert.Single(refused.Errors).ToString();
        Assert.StartsWith($"Mcp:OpenApi:shop:Packages: MCP225: There is no package '{new string('n', 100)}…', which Packages names. The groups are group0000, ", told, StringComparison.Ordinal);
        Assert.EndsWith(", group0019, …; 1 package is in packages.json, and '*' stands for all documents.", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"packages\": { \"a\": \"Orders\" } }", "Mcp:OpenApi:shop:Packages: MCP225: packages.json has no defaults, and nobody says which packages are wanted. Name them, or write '*' for all documents.")]
    [InlineData("{ \"packages\": { \"r\": \"Returns\" }, \"defaults\": [ \"r\" ] }", "Mcp:OpenApi:shop:Packages: MCP220: None of the chosen documents is in FOLDER.")]
    [InlineData("{ \"defaults\": \"orders\" }", "Mcp:OpenApi:shop:Document: MCP221: packages.json: 'defaults' is not a list of names.")]
    [InlineData("{ \"packages\": { \"a\": 1 } }", "Mcp:OpenApi:shop:Document: MCP221: packages.json: 'packages:a' is not a text.")]
    [InlineData("{ \"packages\": ", "Mcp:OpenApi:shop:Document: MCP221: packages.json: The document is not JSON at line 1, column 15.")]
    public async Task PackagesJson_ThatChoosesNothing_NeverMeansEverything(string text, string error)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync("", ("store/packages.json", text)));

        var told = Assert.Single(refused.Errors).ToString();
        Assert.Equal(error.Replace("FOLDER.", "", StringComparison.Ordinal), error.Contains("FOLDER", StringComparison.Ordinal) ? told[..told.IndexOf('/', StringComparison.Ordinal)] : told);
    }

    [Fact]
    public async Task Variables_OfTheEnvironment_ChooseWhereTheConfigurationDoesNot()
    {
        var (first, second) = ($"MCPPROXY_TEST_{Guid.NewGuid():N}", $"MCPPROXY_TEST_{Guid.NewGuid():N}");
        Environment.SetEnvironmentVariable(second, "\"inventory, loose\"");
        try
        {
            var variables = $"\"PackagesVariables\": [ \"{first}\", \"{second}\" ]";
            await using var chosen = await StartAsync(variables);
            await using var configured = await StartAsync($"{variables}, \"Packages\": \"orders\"");
            Environment.SetEnvironmentVariable(first, "stock,nope");
            var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync(variables));

            Assert.Equal(["Loose_getLoose", "shop_getStock"], chosen.Tools);
            Assert.Equal(Orders, string.Join(',', configured.Tools));
            Assert.StartsWith($"Mcp:OpenApi:shop:PackagesVariables: MCP225: There is no package 'nope', which {first} names.", Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(first, null);
            Environment.SetEnvironmentVariable(second, null);
        }
    }

    [Fact]
    public async Task Prefix_OfTheOperator_StandsBeforeThatOfThePackage()
    {
        await using var host = await StartAsync("\"Packages\": \"stock\", \"Prefix\": \"eu\"");

        Assert.Equal(["eu_shop_getStock"], host.Tools);
    }

    [Fact]
    public async Task Folder_WithoutPackagesJson_ImportsAllOrTheDocumentsThatAreNamed()
    {
        static Task<ApiHost> Start(string options) => ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "shop": { "Document": "store", "Cluster": "upstream" {{options}} } } } }""",
            [.. StoreFolder.Files.Where(f => !f.Name.EndsWith("packages.json", StringComparison.Ordinal))]);
        await using var all = await Start("");
        await using var some = await Start(", \"Packages\": [ \"stock\", \"Loose\" ]");

        Assert.Equal(["createOrder", "getLoose", "getStock", "listOrders"], all.Tools);
        Assert.Equal(["getLoose", "getStock"], some.Tools);
    }

    [Theory]
    [InlineData("store/Stock.yaml", "Mcp:OpenApi:shop:Packages: MCP016: Packages choose documents of a folder; Stock.yaml is none. Remove it.")]
    [InlineData("https://127.0.0.1:1/api.json", "Mcp:OpenApi:shop:Packages: MCP016: Packages choose documents of a folder; a URL has one. Remove it.")]
    public async Task Packages_OfWhatIsNoFolder_AreAMistake(string document, string error)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync(
            $$"""{ "Mcp": { "OpenApi": { "shop": { "Document": "{{document}}", "Cluster": "upstream", "Packages": "stock" } } } }""", StoreFolder.Files));

        Assert.Equal(error, Assert.Single(refused.Errors).ToString());
    }

    private static Task<ApiHost> StartAsync(string options = "", params (string Name, string Text)[] more) =>
        StoreFolder.StartAsync(options.Length > 0 ? $"\"Sidecars\": false, {options}" : "\"Sidecars\": false", more);
}
