using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Search;

namespace McpProxy.UnitTests.Tools.Search;

/// <summary>What searches find, and in which order.</summary>
public sealed class ToolIndexTests
{
    private static readonly ToolIndex Many = IndexOf(ManyTools.Make());

    [Theory]
    [InlineData("list campaigns sp", "sp_listCampaigns")]
    [InlineData("sp_listCampaigns", "sp_listCampaigns")]
    [InlineData("delete a negative keyword in sb", "sb_deleteNegativeKeywords")]
    [InlineData("sd archive adgroup", "sd_archiveAdGroups")]
    [InlineData("create budget rule dsp", "dsp_createBudgetRules")]
    [InlineData("AMC get audience", "amc_getAudiences")]
    public void Search_WhatItDoes_FindsTheToolFirst(string query, string expected) => Assert.Equal(expected, Search(Many, query)[0]);

    [Fact]
    public void Search_Name_CountsMoreThanDescription()
    {
        var index = Index(("alpha", "Reads something, such as a budget."), ("get_budget", "Reads something."));

        Assert.Equal(["get_budget", "alpha"], Search(index, "budget"));
    }

    [Fact]
    public void Search_RareWord_CountsMoreThanCommonOne()
    {
        var index = Index(("a_get", "x"), ("b_get", "x"), ("c_get", "x"), ("d_read", "x refunds"));

        Assert.Equal("d_read", Search(index, "get refund")[0]);
    }

    [Fact]
    public void Search_AllWords_BeatOneWordOften()
    {
        var index = Index(("report", "Report report report report report."), ("other", "The weekly report."));

        Assert.Equal(["other", "report"], Search(index, "weekly report"));
    }

    [Fact]
    public void Search_NamesAndDescriptionsOfParameters_AreFound()
    {
        var tools = new Dictionary<string, ToolConfig>
        {
            ["one"] = new() { Route = "all", Request = "POST /one", InputSchema = System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"object","properties":{"zipCode":{"type":"string"}}},"b":{"type":"array","items":{"oneOf":[{"properties":{"deep":{"description":"A longitude."}}}]}}}}""") },
            ["two"] = new() { Route = "all", Request = "POST /two" },
        };

        Assert.Equal(["one"], Search(IndexOf(tools), "zip"));
        Assert.Equal(["one"], Search(IndexOf(tools), "longitudes"));
        Assert.Empty(Search(IndexOf(tools), "latitude"));
    }

    [Fact]
    public void Search_BeginningOfAWord_FindsIt() => Assert.Equal(["get_configuration"], Search(Index(("get_configuration", "x"), ("other", "y")), "config"));

    [Fact]
    public void Search_WordsWrittenTogether_FindThoseOfTheName() => Assert.Equal(["listAdGroups"], Search(Index(("listAdGroups", "x"), ("other", "y")), "adgroups"));

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("the of and")]
    public void Search_NoWords_FindsEverythingInOrder(string query) => Assert.Equal(["a", "b", "c"], Search(Index(("b", "x"), ("a", "x"), ("c", "x")), query));

    [Fact]
    public void Search_EquallyGood_ComeInOrderOfTheirNames() => Assert.Equal(["get_x", "get_y", "get_z"], Search(Index(("get_z", "x"), ("get_x", "x"), ("get_y", "x")), "get"));

    [Fact]
    public void Search_Limit_CountsTheOthersToo()
    {
        var found = new List<ToolSummary>();

        var total = Many.Search("campaigns", 5, static _ => true, found);

        Assert.Equal(5, found.Count);
        Assert.InRange(total, 61, ManyTools.RealCount);
    }

    [Fact]
    public void Search_Filter_HidesFromListAndCount()
    {
        var found = new List<ToolSummary>();

        var total = Many.Search("list", 50, t => t.Tool.Name.StartsWith("amc_", StringComparison.Ordinal), found);

        Assert.Equal(12, total);
        Assert.All(found, t => Assert.StartsWith("amc_", t.Tool.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Search_OfNothing_FindsNothing() => Assert.Empty(Search(Index(), "anything"));

    [Fact]
    public void Search_AnyText_IsAnswered()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(1, 0x300)));

            Assert.InRange(Search(Many, query).Count, 0, ManyTools.RealCount);
        }
    }

    [Fact]
    public void Search_ManyTools_AllocatesLittle()
    {
        var found = new List<ToolSummary>(10);
        Func<ToolSummary, bool> all = static _ => true;
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Run();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 512);

        void Run()
        {
            found.Clear();
            Many.Search("create budget rules for a campaign", 10, all, found);
        }
    }

    private static ToolIndex Index(params (string Name, string Description)[] tools) =>
        IndexOf(tools.ToDictionary(t => t.Name, t => new ToolConfig { Route = "all", Request = "GET /x", Description = t.Description }));

    private static ToolIndex IndexOf(Dictionary<string, ToolConfig> tools)
    {
        var (catalog, errors) = SomeTool.Compile(new McpConfig { Tools = tools });
        Assert.Empty(errors);
        var builder = new ToolIndexBuilder();
        foreach (var tool in catalog.All.Tools)
        {
            builder.Add(tool, tool.Group is null ? [] : [tool.Group]);
        }

        return builder.Build();
    }

    private static List<string> Search(ToolIndex index, string query)
    {
        var found = new List<ToolSummary>();
        var total = index.Search(query, 1000, static _ => true, found);
        Assert.Equal(total, found.Count);
        return [.. found.Select(t => t.Tool.Name)];
    }
}
